package dev.engram.engine.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens stores. */
public final class Stores {
    /** Longer than any of our transactions, including those that read ten thousand runs. */
    private static final int LOCK_TIMEOUT_MILLIS = 30_000;

    private Stores() {}

    /**
     * Opens a store.
     *
     * @param location the path of a file, which is created with its folders if necessary, or the address of a database
     */
    public static Store open(String location) {
        if (location.isBlank()) {
            throw new StoreException("the name of the store is empty; give the path of a file, such as runs.db");
        }
        if (location.startsWith(PostgresDatabase.PREFIX)) {
            return new SqlStore(PostgresDatabase.open(location, LOCK_TIMEOUT_MILLIS));
        }
        if (location.startsWith("jdbc:")) {
            throw new StoreException(location.replaceFirst("\\?.*", "")
                    + " is not a supported database;"
                    + " give the path of a file, such as runs.db, or " + PostgresDatabase.PREFIX + "//HOST/DATABASE");
        }
        try {
            return new SqlStore(SqliteDatabase.open(Path.of(location), LOCK_TIMEOUT_MILLIS));
        } catch (InvalidPathException e) {
            throw new StoreException(
                    location + " is not a valid path (" + e.getReason() + "); give the path of a file, such as runs.db",
                    e);
        }
    }
}
