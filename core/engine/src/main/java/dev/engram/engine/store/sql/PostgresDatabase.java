package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database, for stores that several machines share. The tables are created in the first schema of the
 * search path. Committed data survives a crash of the server.
 */
final class PostgresDatabase implements Database {
    static final String PREFIX = "jdbc:postgresql:";

    /**
     * Settings that an address can override. Without a timeout, a server that is gone would be waited for forever. With
     * the driver's ten seconds for a login, some of a thousand workers that start at the same time gave up.
     */
    private static final Map<String, String> DEFAULTS =
            Map.of("connectTimeout", "30", "socketTimeout", "120", "tcpKeepAlive", "true");

    private static final Pattern SERVICE = Pattern.compile("[?&](service=[^&]*)");

    private final String name;
    private final String url;
    private final int timeoutMillis;
    /** Whether nothing is changed, so that an old version is refused. */
    private final boolean readOnly;

    private Connection connection;

    private PostgresDatabase(String url, int timeoutMillis, boolean readOnly) throws SQLException {
        name = withoutSecrets(url);
        this.url = url;
        this.timeoutMillis = timeoutMillis;
        this.readOnly = readOnly;
        connection = connect();
    }

    /**
     * Opens a database.
     *
     * @param timeoutMillis the longest time to wait for a process that writes
     */
    static PostgresDatabase open(String url, int timeoutMillis) {
        return open(url, timeoutMillis, false);
    }

    /** Opens a database of the current version, in which nothing is changed. */
    static PostgresDatabase openSource(String url, int timeoutMillis) {
        return open(url, timeoutMillis, true);
    }

    private static PostgresDatabase open(String url, int timeoutMillis, boolean readOnly) {
        try {
            return new PostgresDatabase(url, timeoutMillis, readOnly);
        } catch (SQLException e) {
            throw PostgresErrors.translate(withoutSecrets(url), e);
        }
    }

    private Connection connect() throws SQLException {
        Connection made = DriverManager.getConnection(url, settings(url, System.getenv()));
        try {
            made.setAutoCommit(false);
            prepare(made);
            return made;
        } catch (SQLException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Returns the settings that the address does not contain. The driver itself reads service files, and the password
     * file of {@code PGPASSFILE}; as in PostgreSQL's own programs, {@code PGUSER} and {@code PGPASSWORD} precede these.
     *
     * @param environment the variables of this process
     */
    static Properties settings(String url, Map<String, String> environment) {
        Properties settings = new Properties();
        settings.putAll(DEFAULTS);
        if (!SERVICE.matcher(url).find()) {
            environment.forEach((name, value) -> {
                if (name.equals("PGPASSWORD")) {
                    settings.setProperty("password", value);
                } else if (name.equals("PGUSER")) {
                    settings.setProperty("user", value);
                }
            });
        }
        return settings;
    }

    /** Returns the address without settings, one of which may be a password, except the name of a service. */
    private static String withoutSecrets(String url) {
        Matcher service = SERVICE.matcher(url);
        String shown = service.find() ? "?" + service.group(1) : "";
        return url.replaceFirst("\\?.*", Matcher.quoteReplacement(shown)).replaceFirst("//[^/@]*@", "//");
    }

    private void prepare(Connection made) throws SQLException {
        try (Statement statement = made.createStatement()) {
            statement.execute("SET lock_timeout = " + timeoutMillis);
            int version = version(statement);
            if (version < Schema.VERSION) {
                if (readOnly) {
                    throw new StoreException(
                            version == 0
                                    ? name + " is not an Engram store"
                                    : name + " has the old version " + version
                                            + "; 'engram store upgrade --store URL' makes it version "
                                            + Schema.VERSION);
                }
                // Only one process changes the tables; the lock ends with the transaction.
                statement.execute("SELECT pg_advisory_xact_lock(" + Schema.APPLICATION_ID + ")");
                Schema.migrate(made, Schema.POSTGRESQL, version(statement));
            }
        }
        made.commit();
    }

    private int version(Statement statement) throws SQLException {
        // Reading a table makes the server see tables that others have made since this transaction began. The name
        // alone would be looked up in a cache.
        String engram = "SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = to_regclass('engram'))";
        try (ResultSet there = statement.executeQuery(engram)) {
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
    public boolean isConnectionLost(SQLException e) {
        return PostgresErrors.isUnreachable(e)
                || PostgresErrors.isConcurrency(e)
                || PostgresErrors.hasNoConnectionLeft(e); // after a restart of the server, all workers come back
    }

    @Override
    public void reconnect() throws SQLException {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was lost, so there is nothing to close.
        }
        connection = connect();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Optional<String> lockOfRuns() {
        return Optional.of(
                "SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest(ARRAY[%s]::text[]) AS t(id)");
    }

    @Override
    public String skippingLocked(String table) {
        return " FOR UPDATE OF " + table + " SKIP LOCKED";
    }

    @Override
    public String inKeyOrder(String table) {
        return table;
    }

    @Override
    public void begin(Purpose purpose) throws SQLException {
        if (purpose == Purpose.CLAIM) {
            return; // the first statement begins the transaction, and each sees what others have committed before it
        }
        try (Statement statement = connection.createStatement()) {
            switch (purpose) {
                // Readers see one snapshot. The lock admits one writer, who sees what the previous one wrote, or any
                // number of processes that save runs.
                case WRITE -> statement.execute("LOCK TABLE run IN SHARE ROW EXCLUSIVE MODE");
                case SAVE -> statement.execute("LOCK TABLE run IN ROW EXCLUSIVE MODE");
                default -> statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            }
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
