package dev.engram.engine.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Opens stores. */
public final class Stores {
    /** Longer than any of our transactions, including those that read ten thousand runs. */
    private static final int LOCK_TIMEOUT_MILLIS = 30_000;

    /** The pauses before attempts to reach a server that no longer answers: about a minute. */
    private static final List<Duration> PAUSES =
            Stream.of(0, 1, 2, 4, 8, 15, 30).map(Duration::ofSeconds).toList();

    private Stores() {}

    /**
     * Opens a store.
     *
     * @param location the path of a file, which is created with its folders if necessary, or the address of a database
     */
    public static Store open(String location) {
        return open(location, false);
    }

    /**
     * Opens a store to read results. It may be one that cannot be written to: a file or folder without write
     * permission, or a database whose user may only read. If such a file has an old version, or was not closed, a
     * temporary copy is read.
     */
    public static Store openToRead(String location) {
        return open(location, true);
    }

    private static Store open(String location, boolean toRead) {
        if (location.isBlank()) {
            throw new StoreException("the name of the store is empty; give the path of a file, such as runs.db");
        }
        if (location.startsWith(PostgresDatabase.PREFIX)) {
            return new SqlStore(PostgresDatabase.open(location, LOCK_TIMEOUT_MILLIS), PAUSES);
        }
        if (location.startsWith("jdbc:")) {
            throw new StoreException(location.replaceFirst("\\?.*", "")
                    + " is not a supported database;"
                    + " give the path of a file, such as runs.db, or " + PostgresDatabase.PREFIX + "//HOST/DATABASE");
        }
        try {
            Path file = Path.of(location);
            return new SqlStore(
                    toRead
                            ? SqliteDatabase.openToRead(file, LOCK_TIMEOUT_MILLIS)
                            : SqliteDatabase.open(file, LOCK_TIMEOUT_MILLIS),
                    List.of());
        } catch (InvalidPathException e) {
            throw new StoreException(
                    location + " is not a valid path (" + e.getReason() + "); give the path of a file, such as runs.db",
                    e);
        }
    }
}
