package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of all stores on a real server, and those that only a server needs. */
@Tag("postgresql")
class PostgresTest extends SharedStoreChecks {
    private static PostgresServer server;
    private static int databases;
    private String database;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> obstacle = PostgresServer.unavailableReason();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void freshDatabase() throws SQLException {
        database = "runs" + databases++;
        on("postgres", "CREATE DATABASE " + database);
    }

    private static void on(String database, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection(server.url(database));
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    @Override
    Store open() {
        return Stores.open(jdbc());
    }

    @Override
    String jdbc() {
        return server.url(database);
    }

    private static String refusal(String url) {
        return assertThrows(StoreException.class, () -> Stores.open(url).close())
                .getMessage();
    }

    @Test
    void aMissingDatabaseIsNamedWithoutItsPassword() {
        String message = refusal(server.url("nowhere") + "&password=secret");
        assertTrue(
                message.startsWith("jdbc:postgresql://127.0.0.1:" + server.port() + "/nowhere does not exist ("),
                message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void aMissingServerIsNamed() {
        String message = refusal("jdbc:postgresql://127.0.0.1:1/runs?user=engram");
        assertTrue(message.startsWith("the server of jdbc:postgresql://127.0.0.1:1/runs cannot be reached ("), message);
    }

    @Test
    void aRefusedLoginIsReported() {
        String message = refusal("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database + "?user=stranger");
        assertTrue(message.contains("refused the login"), message);
        String service = refusal("jdbc:postgresql://127.0.0.1:" + server.port() + "/x?password=secret&service=none");
        assertEquals(
                "jdbc:postgresql://127.0.0.1:" + server.port()
                        + "/x?service=none is not a valid address, or its service"
                        + " is in no service file; give jdbc:postgresql://HOST/DATABASE?user=NAME, or ?service=NAME",
                service);
    }

    @Test
    void tablesOfAnotherProgramAreLeftUnchanged() throws SQLException {
        on(database, "CREATE TABLE run (distance INTEGER)");
        assertTrue(refusal(jdbc()).contains("contains tables of another program"), refusal(jdbc()));
        on(database, "INSERT INTO run VALUES (42)");
    }

    @Test
    void aStoreOfANewerEngramIsRefused() throws SQLException {
        open().close();
        on(database, "UPDATE engram SET version = 7");
        assertTrue(refusal(jdbc()).contains("has version 7, written by a newer Engram"), refusal(jdbc()));
    }

    @Test
    void aLockThatWasHeldForTooLongIsWaitedForAgain() throws SQLException {
        open().close();
        try (Connection holder = DriverManager.getConnection(jdbc());
                Connection waiting = DriverManager.getConnection(jdbc())) {
            holder.setAutoCommit(false);
            execute(holder, "LOCK TABLE run IN ACCESS EXCLUSIVE MODE");
            execute(waiting, "SET lock_timeout = 1");
            SQLException e = assertThrows(SQLException.class, () -> execute(waiting, "SELECT count(*) FROM run"));
            assertTrue(PostgresErrors.isConcurrency(e), e.toString());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aLostConnectionIsReplacedAndNothingIsLost() throws SQLException {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
            store.claim(RunFixtures.id(2));
            for (int i = 0; i < 2; i++) {
                on(
                        "postgres",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
                store.save(RunFixtures.run(2));
            }
            assertEquals(List.of(), store.claimed());
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
            assertEquals(Optional.of(RunFixtures.run(2)), store.find(RunFixtures.id(2)));
        }
    }

    @Test
    void aServerThatReturnsIsFoundAndOneThatStaysAwayIsReported() throws Exception {
        PostgresServer own = PostgresServer.start();
        List<Duration> pauses = Collections.nCopies(100, Duration.ofMillis(50));
        try (Store patient = new SqlStore(PostgresDatabase.open(own.url("postgres"), 0), pauses);
                Store hasty = new SqlStore(PostgresDatabase.open(own.url("postgres"), 0), List.of(Duration.ZERO))) {
            patient.save(RunFixtures.run(1));
            own.stop();
            for (int i = 0; i < 2; i++) {
                String message = assertThrows(StoreException.class, () -> hasty.save(RunFixtures.run(2)))
                        .getMessage();
                assertTrue(
                        message.startsWith("the server of jdbc:postgresql://127.0.0.1:" + own.port()
                                        + "/postgres cannot be reached (")
                                && message.endsWith("then run again: everything saved so far is kept"),
                        message);
            }
            CompletableFuture<Void> saved = CompletableFuture.runAsync(() -> patient.save(RunFixtures.run(2)));
            own.restart();
            saved.get();
            assertEquals(Optional.of(RunFixtures.run(2)), hasty.find(RunFixtures.id(2)), "it is reachable again");
        } finally {
            own.close();
        }
    }

    @Test
    void aUserWhoMayOnlyReadCanReadTheStore() throws SQLException {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
        }
        on(database, "CREATE ROLE reader" + database + " LOGIN");
        on(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader" + database);
        String url = jdbc().replace("user=engram", "user=reader" + database);
        try (Store store = Stores.openToRead(url)) {
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
            assertEquals(List.of(), store.check().faults());
            String message = assertThrows(StoreException.class, () -> store.save(RunFixtures.run(2)))
                    .getMessage();
            assertTrue(message.contains("cannot be written to"), message);
        }
    }

    @Test
    void userAndPasswordAreTakenFromTheEnvironmentUnlessAServiceIsNamed() {
        Map<String, String> environment = Map.of("PGPASSWORD", "secret", "PGUSER", "ada");
        Properties settings = PostgresDatabase.settings("jdbc:postgresql:runs", environment);
        assertEquals("secret", settings.getProperty("password"));
        assertEquals("ada", settings.getProperty("user"));
        settings = PostgresDatabase.settings("jdbc:postgresql://?service=runs", environment);
        assertNull(settings.getProperty("password"));
        assertNull(settings.getProperty("user"));
        assertNull(PostgresDatabase.settings("jdbc:postgresql:runs", Map.of()).getProperty("password"));
    }

    /** PGUSER must not replace the user of an address; the driver takes an address's setting first. */
    @Test
    void theUserOfTheAddressComesFirst() throws SQLException {
        Properties settings = PostgresDatabase.settings(jdbc(), Map.of("PGUSER", "nobody"));
        try (Connection c = DriverManager.getConnection(jdbc(), settings)) {
            assertEquals("engram", c.getMetaData().getUserName());
        }
        String withoutUser = jdbc().replaceFirst("\\?.*", "");
        Properties named = PostgresDatabase.settings(withoutUser, Map.of("PGUSER", "engram"));
        try (Connection c = DriverManager.getConnection(withoutUser, named)) {
            assertEquals("engram", c.getMetaData().getUserName());
        }
    }

    /** After an error, PostgreSQL refuses all further statements of a transaction. */
    @Test
    void anErrorInOnePartOfACheckDoesNotHideTheOthers() throws SQLException {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
            on(database, "DELETE FROM label");
            on(database, "ALTER TABLE answers RENAME TO renamed");
            List<String> faults = store.check().faults();
            assertEquals(2, faults.size(), faults.toString());
            assertTrue(faults.get(0).contains("\"answers\" does not exist"), faults.toString());
            assertEquals("run " + RunFixtures.id(1) + " belongs to no suite", faults.get(1));
        }
    }

    /** The driver reads the location of service files from a system property as well, which a test can set. */
    @Test
    void aServiceFileNamesServerDatabaseAndUser(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(
                folder.resolve("services.conf"),
                "[runs]\nhost=127.0.0.1\nport=%d\ndbname=%s\nuser=engram\n".formatted(server.port(), database));
        System.setProperty("org.postgresql.pgservicefile", services.toString());
        try (Store store = Stores.open("jdbc:postgresql://?service=runs")) {
            store.save(RunFixtures.run(1));
        } finally {
            System.clearProperty("org.postgresql.pgservicefile");
        }
        try (Store store = open()) {
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
        }
    }

    @Test
    void theViewShowsTheLatestPlanWithItsAxes() throws SQLException {
        try (Store store = open()) {
            for (int i = 1; i <= 2; i++) {
                long plan = store.beginPlan("suite", "digest " + i, "training.epochs=" + i);
                store.save(
                        RunFixtures.run(i),
                        new RunLabel(
                                "suite",
                                "cell",
                                RunFixtures.id(i),
                                Optional.of(
                                        new RunLabel.Placement(plan, Map.of("rule", "a \"b\""), OptionalInt.of(3)))));
            }
        }
        try (Connection c = DriverManager.getConnection(jdbc());
                Statement s = c.createStatement();
                ResultSet rows =
                        s.executeQuery("SELECT DISTINCT m.id, m.plan, m.axes::json->>'rule', m.trial, r.latest,"
                                + " (SELECT count(DISTINCT id) FROM history) FROM measurements m"
                                + " JOIN runs r USING (id)")) {
            rows.next();
            assertEquals(RunFixtures.id(2), rows.getString(1));
            assertEquals(2, rows.getInt(2));
            assertEquals("a \"b\"", rows.getString(3));
            assertEquals(3, rows.getInt(4));
            assertTrue(rows.getBoolean(5));
            assertEquals(2, rows.getInt(6));
            assertFalse(rows.next());
        }
    }

    @Test
    void anySqlToolCanReadTheMeasurements() throws SQLException {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
        }
        try (Connection c = DriverManager.getConnection(jdbc());
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(
                        "SELECT count(*), min(suite), min(seed) FROM measurements WHERE value IS NOT NULL")) {
            rows.next();
            assertEquals(RunFixtures.MEASUREMENTS.size() - 1, rows.getInt(1), "NaN is NULL");
            assertEquals("suite", rows.getString(2));
            assertEquals(1, rows.getInt(3));
        }
    }
}
