package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;

/**
 * One SQLite file. The journal is a write-ahead log, so that readers and writers in different processes do not wait for
 * each other. With {@code synchronous = NORMAL}, a power failure may lose the last runs, but never part of a run.
 */
final class SqliteDatabase implements Database {
    private final Path file;
    private final SQLiteConnection connection;
    /** The folder of a copy that is read in place of the file; empty if the file itself is open. */
    private final Optional<Path> copyFolder;
    /** The state of a file that is read without locks; it must not change while it is read. */
    private final Optional<String> unlockedState;

    private SqliteDatabase(
            Path file, SQLiteConnection connection, Optional<Path> copyFolder, Optional<String> unlockedState) {
        this.file = file;
        this.connection = connection;
        this.copyFolder = copyFolder;
        this.unlockedState = unlockedState;
        // This setting leaves transactions to us. With JDBC's own, the driver begins a new one after each commit.
        connection.getConnectionConfig().setAutoCommit(false);
    }

    /**
     * Opens a file to read and write.
     *
     * @param timeoutMillis the longest time to wait for a process that has locked the file
     */
    static SqliteDatabase open(Path location, int timeoutMillis) {
        Path file = location.toAbsolutePath().normalize();
        StoreFile.prepare(file);
        return open(file, file, timeoutMillis, Optional.empty());
    }

    /** Opens a database in memory, of which this object is the only user. */
    static SqliteDatabase inMemory() {
        Path name = Path.of("memory");
        try {
            SqliteDatabase database = new SqliteDatabase(
                    name,
                    (SQLiteConnection) config(0).createConnection("jdbc:sqlite::memory:"),
                    Optional.empty(),
                    Optional.empty());
            database.prepare();
            return database;
        } catch (SQLException e) {
            throw SqliteErrors.translate(name, e);
        }
    }

    /** Opens an existing file, which is only read if it cannot be written to. */
    static SqliteDatabase openToRead(Path location, int timeoutMillis) {
        Path file = location.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file) || StoreFile.isWritable(file)) {
            return open(file, timeoutMillis);
        }
        return openReadOnly(file, timeoutMillis);
    }

    /** Opens a file in which nothing is changed, whether or not another process writes to it. */
    static SqliteDatabase openReadOnly(Path file, int timeoutMillis) {
        StoreFile.checkReadable(file);
        SQLiteConfig config = config(timeoutMillis);
        config.setReadOnly(true);
        try {
            boolean locks = StoreFile.hasLog(file);
            if (StoreFile.version(file) == Schema.VERSION && !(locks && StoreFile.isShared(file))) {
                // Without a log nobody uses the file, and SQLite need not create its own files for the locks.
                Optional<String> state = locks ? Optional.empty() : Optional.of(StoreFile.state(file));
                return new SqliteDatabase(
                        file, connect(config, file, locks ? "" : "?immutable=1"), Optional.empty(), state);
            }
        } catch (SQLException e) {
            if (!SqliteErrors.needsWriting(e)) {
                throw SqliteErrors.translate(file, e);
            }
            // The log was left by a process that was killed. It can be applied to a copy.
        }
        Path folder = StoreFile.copy(file);
        return open(file, folder.resolve(file.getFileName()), timeoutMillis, Optional.of(folder));
    }

    private static SqliteDatabase open(Path name, Path file, int timeoutMillis, Optional<Path> copyFolder) {
        try {
            SqliteDatabase database =
                    new SqliteDatabase(name, connect(config(timeoutMillis), file, ""), copyFolder, Optional.empty());
            try {
                database.prepare();
                return database;
            } catch (DamageException e) {
                database.close();
                throw StoreException.damaged(name.toString(), e.getMessage(), e);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteErrors.translate(name, e);
        }
    }

    private static SQLiteConfig config(int timeoutMillis) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(timeoutMillis);
        config.enforceForeignKeys(true);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setGetGeneratedKeys(false); // the driver would query the key of each inserted row
        return config;
    }

    private static SQLiteConnection connect(SQLiteConfig config, Path file, String parameters) throws SQLException {
        // A URI, because the driver takes everything after a question mark in a plain path for settings.
        Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri() + parameters);
        try (Statement statement = connection.createStatement();
                ResultSet first = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            first.next(); // The file is not opened before it is read.
            return (SQLiteConnection) connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        if (inTransaction(Purpose.READ, this::version) < Schema.VERSION) {
            inTransaction(Purpose.WRITE, () -> {
                Schema.migrate(connection, Schema.SQLITE, version()); // read again: another process may have been first
                return null;
            });
        }
        // Only now: in this mode the first page, which identifies the database, may be outside the file itself.
        try {
            execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            if (!SqliteErrors.isBusy(e)) {
                throw e;
            }
            // Another process has opened the same new file and makes the same change; both modes are safe.
        }
    }

    /** Returns the version of the tables; 0 if there are none yet. */
    private int version() throws SQLException {
        int id = number("PRAGMA application_id");
        int version = number("PRAGMA user_version");
        if (id == 0 && version == 0 && number("SELECT count(*) FROM sqlite_schema") == 0) {
            return 0;
        }
        Schema.check(file, id, version);
        return version;
    }

    private <T> T inTransaction(Purpose purpose, SqlCallable<T> sqlCallable) throws SQLException {
        begin(purpose);
        try {
            T result = sqlCallable.run();
            commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback();
            throw e;
        }
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /** Returns false: there is no server. */
    @Override
    public boolean isConnectionLost(SQLException e) {
        return false;
    }

    @Override
    public void reconnect() {
        throw new IllegalStateException("a file needs no connection");
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            copyFolder.ifPresent(StoreFile::delete);
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Optional<String> lockOfRuns() {
        return Optional.empty();
    }

    @Override
    public String skippingLocked(String table) {
        return "";
    }

    /** SQLite would choose an index of another column, read all rows of the table and sort them. */
    @Override
    public String inKeyOrder(String table) {
        return table + " NOT INDEXED";
    }

    /** A writer waits for the lock at the start. If it waited later, two readers could wait for each other. */
    @Override
    public void begin(Purpose purpose) throws SQLException {
        execute(purpose == Purpose.READ ? "BEGIN" : "BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
        execute("COMMIT");
        if (unlockedState.isPresent() && !unlockedState.get().equals(StoreFile.state(file))) {
            throw new StoreException(file + " was changed by another process while it was read; run the command again");
        }
    }

    @Override
    public void rollback() throws SQLException {
        execute("ROLLBACK");
    }

    @Override
    public String now() {
        return "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"; // 2440587.5: the Julian day of 1970-01-01
    }

    @Override
    public List<String> integrityErrors() throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("ok")) {
                        faults.add("the file is damaged: " + rows.getString(1).strip());
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
                while (rows.next()) {
                    faults.add("a row of the table " + rows.getString(1) + " refers to a missing row of the table "
                            + rows.getString(3));
                }
            }
        }
        return faults;
    }

    @Override
    public void compact() throws SQLException {
        execute("VACUUM");
    }

    @Override
    public StoreException translate(SQLException e) {
        return SqliteErrors.translate(file, e);
    }
}
