package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A PostgreSQL database, for stores that several machines share. The tables are created in the first schema of the
 * search path. Committed data survives a crash of the server.
 */
final class PostgresDatabase implements Database {
    static final String PREFIX = "jdbc:postgresql:";

    private final String name;
    private final Connection connection;

    private PostgresDatabase(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /**
     * Opens a database.
     *
     * @param timeoutMillis the longest time to wait for a process that writes
     */
    static PostgresDatabase open(String url, int timeoutMillis) {
        String name = withoutSecrets(url);
        try {
            Connection connection = DriverManager.getConnection(url);
            try {
                PostgresDatabase database = new PostgresDatabase(name, connection);
                connection.setAutoCommit(false);
                database.prepare(timeoutMillis);
                return database;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.translate(name, e);
        }
    }

    /** Returns the address without settings, one of which may be a password. */
    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    private void prepare(int timeoutMillis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + timeoutMillis);
            // Only one process creates the tables; the lock ends with the transaction.
            statement.execute("SELECT pg_advisory_xact_lock(" + Schema.APPLICATION_ID + ")");
            Schema.migrate(connection, Schema.POSTGRESQL, version(statement));
        }
        connection.commit();
    }

    private int version(Statement statement) throws SQLException {
        try (ResultSet there = statement.executeQuery("SELECT to_regclass('engram') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                return 0;
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT version FROM engram")) {
            int version = row.next() ? row.getInt(1) : -1;
            Schema.checkVersion(name, version);
            return version;
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(boolean write) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Readers see one snapshot. The lock admits one writer, who sees what the previous one wrote.
            statement.execute(
                    write
                            ? "LOCK TABLE run IN SHARE ROW EXCLUSIVE MODE"
                            : "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        }
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public String now() {
        return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
    }

    /** Returns nothing: the server checks its pages and keys itself, and has no command to repeat it. */
    @Override
    public List<String> integrityErrors() {
        return List.of();
    }

    /** Does nothing: the server does this by itself. */
    @Override
    public void compact() {
        // Nothing to do.
    }

    @Override
    public StoreException translate(SQLException e) {
        return PostgresErrors.translate(name, e);
    }
}
