package dev.engram.engine.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.PostgresServer;
import dev.engram.engine.store.sql.RunFixtures;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies between SQLite and a real PostgreSQL server. */
@Tag("postgresql")
class StoreCopyTest {
    private static PostgresServer server;

    @TempDir
    private Path folder;

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

    private static String database(String name) throws SQLException {
        on("postgres", "CREATE DATABASE " + name);
        return server.url(name);
    }

    private static void on(String database, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection(server.url(database));
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private String sample() {
        String file = folder.resolve("sample.db").toString();
        try (Store store = Stores.open(file)) {
            SampleStore.fill(store, "host", i -> true);
        }
        return file;
    }

    private static MergeResult copy(String from, String to) {
        try (Store source = Stores.openSource(from);
                Store target = Stores.open(to)) {
            return StoreMerger.copy(
                    new StoreMerger.Source("source", source),
                    new StoreMerger.Source("target", target),
                    StoreMerger.Progress.NONE);
        }
    }

    @Test
    void aCopyToPostgresqlAndBackHasTheSameRows() throws SQLException {
        String file = sample();
        String url = database("there");
        assertEquals(new MergeResult(SampleStore.RUNS, 0, 0, 1, List.of()), copy(file, url));
        List<String> rows = StoreDump.of("jdbc:sqlite:" + file);
        assertEquals(rows, StoreDump.of(url));
        String back = folder.resolve("back.db").toString();
        assertEquals(SampleStore.RUNS, copy(url, back).added());
        assertEquals(rows, StoreDump.of("jdbc:sqlite:" + back));
        assertEquals(SampleStore.RUNS, copy(back, url).present());
        assertEquals(rows, StoreDump.of(url));
        try (Store store = Stores.open(url)) {
            assertEquals(List.of(), store.check().faults());
        }
    }

    @Test
    void aTargetWithADifferentResultIsRefused() throws SQLException {
        String file = sample();
        String url = database("conflicting");
        try (Store store = Stores.open(url)) {
            store.save(SampleStore.run(2, "elsewhere")
                    .withResult(RunFixtures.run(2, Outcome.FINISHED, "beef").result()));
        }
        MergeResult result = copy(file, url);
        assertEquals(0, result.added());
        assertEquals(
                "run " + RunFixtures.id(2)
                        + " has different final parameters: beef in target, made on elsewhere; cafe in source, made on"
                        + " host",
                result.conflicts().get(0).text());
        try (Store store = Stores.open(url)) {
            assertEquals(List.of(RunFixtures.id(2)), store.ids(""));
        }
    }

    @Test
    void aSourceThatIsNoStoreOrHasAnOldVersionIsLeftUnchanged() throws SQLException {
        String empty = database("nothing");
        String message = assertThrows(
                        StoreException.class, () -> Stores.openSource(empty).close())
                .getMessage();
        assertTrue(message.endsWith("/nothing is not an Engram store"), message);
        String old = database("old");
        Stores.open(old).close();
        on("old", "UPDATE engram SET version = 3");
        message = assertThrows(
                        StoreException.class, () -> Stores.openSource(old).close())
                .getMessage();
        assertTrue(message.contains("has the old version 3; 'engram store upgrade"), message);
        on("nothing", "CREATE TABLE run (distance INTEGER)");
    }
}
