package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes that make the tables of a PostgreSQL store at the same time. */
@Tag("postgresql")
class PostgresMigrationTest {
    private static final int TIMEOUT_MILLIS = 60_000;

    /**
     * The other process has the lock, makes a table while this one waits for it, and ends. Only one table is made, as
     * the server's session would drop its whole cache of names after many.
     */
    @Test
    void tablesThatAnotherProcessMakesMeanwhileAreNotMadeAgain() throws Exception {
        Optional<String> obstacle = PostgresServer.unavailableReason();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (PostgresServer server = PostgresServer.start();
                Connection other = DriverManager.getConnection(server.url("postgres"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + Schema.APPLICATION_ID + ")");
            Future<?> opening = thread.submit(() -> {
                PostgresDatabase.open(server.url("postgres"), TIMEOUT_MILLIS).close();
                return null;
            });
            while (!opening.isDone() && !is(statement, "EXISTS (SELECT FROM pg_locks WHERE NOT granted)")) {
                Thread.onSpinWait();
            }
            statement.execute("CREATE TABLE engram (version INTEGER NOT NULL)");
            statement.execute("INSERT INTO engram (version) VALUES (" + Schema.VERSION + ")");
            other.commit();
            opening.get();
            assertFalse(is(statement, "to_regclass('run') IS NOT NULL"), "the tables were made again");
        } finally {
            thread.shutdownNow();
        }
    }

    private static boolean is(Statement statement, String condition) throws SQLException {
        try (ResultSet r = statement.executeQuery("SELECT " + condition)) {
            r.next();
            return r.getBoolean(1);
        }
    }
}
