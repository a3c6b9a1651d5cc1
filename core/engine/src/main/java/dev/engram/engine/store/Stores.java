package dev.engram.engine.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens stores. */
public final class Stores {
    /** Longer than any transaction of ours, the reading of ten thousand runs included. */
    private static final int LOCK_TIMEOUT_MILLIS = 30_000;

    private Stores() {}

    /** The store in a file, which is made if it is not there, with its folders; or in a database, by its address. */
    public static Store open(String location) {
        if (location.isBlank()) {
            throw new StoreException("no store is named; give the path of a file, such as runs.db");
        }
        if (location.startsWith(PostgresDatabase.PREFIX)) {
            return new SqlStore(PostgresDatabase.open(location, LOCK_TIMEOUT_MILLIS));
        }
        if (location.startsWith("jdbc:")) {
            throw new StoreException(location.replaceFirst("\\?.*", "")
                    + " is the address of a database that cannot be a store;"
                    + " give the path of a file, such as runs.db, or " + PostgresDatabase.PREFIX + "//HOST/DATABASE");
        }
        try {
            return new SqlStore(SqliteDatabase.open(Path.of(location), LOCK_TIMEOUT_MILLIS));
        } catch (InvalidPathException e) {
            throw new StoreException(
                    location + " is no path of a file (" + e.getReason() + "); give one, such as runs.db", e);
        }
    }
}
