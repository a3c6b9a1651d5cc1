package dev.engram.engine.store.sql;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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
     * Opens a store for a worker. A server that is too busy is asked again, for about a minute: many workers may start
     * at the same time.
     *
     * @param location as for {@link #open}
     */
    public static Store openForWorker(String location) {
        return ConnectionAttempts.ofThisWorker().open(() -> open(location));
    }

    /** Opens a store in memory, which is lost when it is closed. */
    public static Store inMemory() {
        return new SqlStore(SqliteDatabase.inMemory(), List.of());
    }

    /**
     * Opens a store to read results. It may be one that cannot be written to: a file or folder without write
     * permission, or a database whose user may only read. If such a file has an old version, or was not closed, a
     * temporary copy is read.
     */
    public static Store openToRead(String location) {
        return open(location, true);
    }

    /**
     * Opens an existing store whose contents another store adds. Nothing in it is changed. A file that another process
     * of this machine is writing to is read as it is at the start of each transaction. A file of an old version is read
     * from a temporary copy, and a database of an old version is refused.
     */
    public static Store openSource(String location) {
        if (location.startsWith(PostgresDatabase.PREFIX)) {
            return new SqlStore(PostgresDatabase.openSource(location, LOCK_TIMEOUT_MILLIS), PAUSES);
        }
        return openFile(location, file -> {
            if (!Files.isRegularFile(file)) {
                throw new StoreException("there is no store " + file);
            }
            return SqliteDatabase.openReadOnly(file.toAbsolutePath().normalize(), LOCK_TIMEOUT_MILLIS);
        });
    }

    /** Returns whether two locations are the same store, as far as they show it. */
    public static boolean isSame(String one, String other) {
        if (one.startsWith("jdbc:") || other.startsWith("jdbc:")) {
            return one.replaceFirst("\\?.*", "").equals(other.replaceFirst("\\?.*", ""));
        }
        try {
            Path a = Path.of(one);
            Path b = Path.of(other);
            return Files.exists(a) && Files.exists(b)
                    ? Files.isSameFile(a, b)
                    : a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
        } catch (InvalidPathException | IOException e) {
            return false; // opening it reports the problem
        }
    }

    private static Store open(String location, boolean toRead) {
        if (location.startsWith(PostgresDatabase.PREFIX)) {
            return new SqlStore(PostgresDatabase.open(location, LOCK_TIMEOUT_MILLIS), PAUSES);
        }
        return openFile(
                location,
                file -> toRead
                        ? SqliteDatabase.openToRead(file, LOCK_TIMEOUT_MILLIS)
                        : SqliteDatabase.open(file, LOCK_TIMEOUT_MILLIS));
    }

    private static Store openFile(String location, Function<Path, Database> open) {
        if (location.isBlank()) {
            throw new StoreException("the name of the store is empty; give the path of a file, such as runs.db");
        }
        if (location.startsWith("jdbc:")) {
            throw new StoreException(location.replaceFirst("\\?.*", "")
                    + " is not a supported database;"
                    + " give the path of a file, such as runs.db, or " + PostgresDatabase.PREFIX + "//HOST/DATABASE");
        }
        try {
            return new SqlStore(open.apply(Path.of(location)), List.of());
        } catch (InvalidPathException e) {
            throw new StoreException(
                    location + " is not a valid path (" + e.getReason() + "); give the path of a file, such as runs.db",
                    e);
        }
    }
}
