package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A store that an earlier version of the program wrote opens, its runs are found, and replays give the same bits. */
class OldStoreIT {
    private static final Path OLD = Path.of("src/test/resources/old-store");
    private static final int RUNS = 14;

    @TempDir
    private Path folder;

    private Path store;

    @BeforeEach
    void load() throws IOException, SQLException {
        store = folder.resolve("old.db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement s = c.createStatement()) {
            s.executeUpdate(Files.readString(OLD.resolve("store.sql")));
        }
    }

    private CommandResult engram(String command, String suite) {
        return InProcessCli.run(
                command, OLD.resolve(suite + ".yaml"), "--store", store, "--out", folder.resolve("results"));
    }

    @TestFactory
    Stream<DynamicTest> nothingIsRunAgain() {
        return Stream.of("early", "early-landscape", "early-tuned")
                .map(suite -> DynamicTest.dynamicTest(suite, () -> {
                    Map<String, String> before = SampleSuites.hashes(store);
                    assertEquals(RUNS, before.size());
                    CommandResult run = engram("run", suite);
                    assertEquals(0, run.code(), run.err());
                    assertTrue(run.err().endsWith("already done.\n"), run.err());
                    assertEquals(before, SampleSuites.hashes(store));
                    CommandResult compare = engram("compare", suite);
                    assertEquals(0, compare.code(), compare.err());
                    assertEquals(run.out(), compare.out());
                }));
    }

    @Test
    void theComparisonHasTheStoredNumbers() {
        String early = engram("compare", "early").out();
        assertTrue(early.matches("(?s).*backprop, sgd +0\\.9770 .* 1/1 +94 .*"), early);
        String landscape = engram("compare", "early-landscape").out();
        assertTrue(landscape.matches("(?s).*sgd !.*diverged.*momentum +4\\.658 .*"), landscape);
        String tuned = engram("compare", "early-tuned").out();
        assertTrue(tuned.contains("rate=0.316228") && tuned.contains("2/2"), tuned);
    }

    @TestFactory
    Stream<DynamicTest> everyReplayGivesTheSameBits() {
        List<String> ids;
        try (Store s = Stores.open(store.toString())) {
            ids = s.ids("");
        }
        assertEquals(RUNS, ids.size());
        return ids.stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    CommandResult e = InProcessCli.run("replay", id, "--store", store);
                    assertEquals(0, e.code(), e.out() + e.err());
                    assertTrue(e.out().contains("identical to the last bit"), e.out());
                }));
    }
}
