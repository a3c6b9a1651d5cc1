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
 * One SQLite file. The journal is a write-ahead log, so that readers and a writer in other processes do not wait for
 * each other; with {@code synchronous = NORMAL} a power failure may take the last runs, but never half of one.
 */
final class SqliteDatabase implements Database {
    private final Path file;
    private final SQLiteConnection connection;

    private SqliteDatabase(Path file, SQLiteConnection connection) {
        this.file = file;
        this.connection = connection;
        // Not JDBC's: with this the driver leaves transactions to us. Its own always begin a next one behind a commit.
        connection.getConnectionConfig().setAutoCommit(false);
    }

    /** Waits that long where another process holds the file. */
    static SqliteDatabase open(Path location, int timeoutMillis) {
        Path file = location.toAbsolutePath().normalize();
        StoreFile.prepare(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(timeoutMillis);
        config.enforceForeignKeys(true);
        config.setSynchronous(SynchronousMode.NORMAL);
        try {
            // As a URI: in a plain path the driver would take what follows a question mark for settings.
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
                Schema.migrate(
                        connection, Schema.SQLITE, version()); // asked again: another process may have been first
                return null;
            });
        }
        // Only now, as a database in this mode may keep its first page, which tells what it is, out of the file itself.
        try {
            execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            if (!SqliteErrors.isBusy(e)) {
                throw e;
            }
            // Another process has just opened the new file, too, and makes this very change; either mode is safe.
        }
    }

    /** Of the tables; 0 where there are none yet. */
    private int version() throws SQLException {
        int id = number("PRAGMA application_id");
        int version = number("PRAGMA user_version");
        if (id == 0 && version == 0 && number("SELECT count(*) FROM sqlite_schema") == 0) {
            return 0;
        }
        Schema.check(file, id, version);
        return version;
    }

    private interface SqlCallable<T> {
        T run() throws SQLException;
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

    /** One that writes waits for the lock at the start: waiting later could be two readers waiting for each other. */
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
                    faults.add("a row of the table " + rows.getString(1) + " points to nothing in the table "
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
