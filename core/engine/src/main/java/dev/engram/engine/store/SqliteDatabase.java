package dev.engram.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    private SqliteDatabase(Path file, SQLiteConnection connection) {
        this.file = file;
        this.connection = connection;
        // This setting leaves transactions to us. With JDBC's own, the driver begins a new one after each commit.
        connection.getConnectionConfig().setAutoCommit(false);
    }

    /**
     * Opens a file.
     *
     * @param timeoutMillis the longest time to wait for a process that has locked the file
     */
    static SqliteDatabase open(Path location, int timeoutMillis) {
        Path file = location.toAbsolutePath().normalize();
        StoreFile.prepare(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(timeoutMillis);
        config.enforceForeignKeys(true);
        config.setSynchronous(SynchronousMode.NORMAL);
        try {
            // A URI, because the driver takes everything after a question mark in a plain path for settings.
            Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
            SqliteDatabase database = new SqliteDatabase(file, (SQLiteConnection) connection);
            try {
                database.prepare();
                return database;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteErrors.translate(file, e);
        }
    }

    private void prepare() throws SQLException {
        if (inTransaction(false, this::version) < Schema.VERSION) {
            inTransaction(true, () -> {
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

    private <T> T inTransaction(boolean write, SqlCallable<T> sqlCallable) throws SQLException {
        begin(write);
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

    @Override
    public String name() {
        return file.toString();
    }

    /** A writer waits for the lock at the start. If it waited later, two readers could wait for each other. */
    @Override
    public void begin(boolean write) throws SQLException {
        execute(write ? "BEGIN IMMEDIATE" : "BEGIN");
    }

    @Override
    public void commit() throws SQLException {
        execute("COMMIT");
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
