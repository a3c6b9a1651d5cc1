package dev.engram.spark.work;

import static dev.engram.spark.work.SparkFixtures.id;
import static dev.engram.spark.work.SparkFixtures.ids;
import static dev.engram.spark.work.SparkFixtures.machines;
import static dev.engram.spark.work.SparkFixtures.report;
import static dev.engram.spark.work.SparkFixtures.start;
import static dev.engram.spark.work.SparkFixtures.take;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.run.Version;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import dev.engram.spark.work.ExecutorMessage.Report;
import dev.engram.spark.work.ExecutorMessage.Saved;
import dev.engram.spark.work.ExecutorMessage.Start;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that an executor begins but does not end, with a real store and with executors that are played by the test. */
@Timeout(60)
final class UnfinishedRunsTest {
    private static final String FIRST = "executor 0 on a";
    private static final String SECOND = "executor 1 on b";

    @TempDir
    private Path folder;

    private final PrintStream before = System.err;

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private String store() {
        return folder.resolve("runs.db").toString();
    }

    /** Submits runs, and opens the driver's side. */
    private DriverSide submit(int runs) throws Exception {
        SparkFixtures.submit(folder, store(), runs, Version.engram());
        return open();
    }

    private DriverSide open() throws DriverException {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        return SparkFixtures.open(folder, store());
    }

    @Test
    void aTaskThatSparkGaveUpIsHandedOutAgain() throws Exception {
        try (DriverSide driver = submit(1)) {
            List<byte[]> lost = driver.take(1);
            driver.ended(lost);
            RunBatch again = take(driver).get(0);
            assertEquals(List.of(id(1)), ids(again));
            report(driver, again, SECOND, ids(again), true);
            assertEquals(List.of(), take(driver));
            assertEquals(0, driver.finish());
        }
        assertEquals(Map.of(id(1), SECOND), machines(store()));
    }

    @Test
    void aSecondAttemptMakesOnlyWhatIsLeft() throws Exception {
        try (DriverSide driver = submit(40)) {
            for (RunBatch fast : take(driver)) {
                report(driver, fast, FIRST, ids(fast), true);
            }
            RunBatch large = take(driver).stream()
                    .filter(b -> b.runs().size() > 1)
                    .findFirst()
                    .orElseThrow();
            List<String> ids = ids(large);
            report(driver, large, FIRST, ids.subList(0, 1), false);
            assertEquals(Set.copyOf(ids.subList(1, ids.size())), start(driver, large, SECOND, 1));
        }
    }

    @Test
    void aRunThatEndsEveryExecutorFails() throws Exception {
        try (DriverSide driver = submit(1)) {
            RunBatch batch = take(driver).get(0);
            for (int attempt = 0; attempt < UnfinishedRuns.MOST_LOST_ATTEMPTS; attempt++) {
                assertEquals(1, start(driver, batch, FIRST, attempt).size());
            }
            assertEquals(Set.of(), start(driver, batch, FIRST, UnfinishedRuns.MOST_LOST_ATTEMPTS));
            report(driver, batch, FIRST, List.of(), true);
            assertEquals(List.of(), take(driver));
            driver.finish();
        }
        try (Store store = Stores.open(store())) {
            Run run = store.find(id(1)).orElseThrow();
            assertEquals(Outcome.FAILED, run.outcome());
            assertTrue(run.reason().startsWith("8 executors ended while they made this run"), run.reason());
        }
    }

    @Test
    void aRunThatRanOutOfMemoryIsTriedAgainAlone() throws Exception {
        try (DriverSide driver = submit(2)) {
            List<RunBatch> both = take(driver);
            driver.receive(new Report(both.get(0).key(), FIRST, 0.1, List.of(), List.of(id(1)), Optional.empty(), true)
                    .encode());
            report(driver, both.get(1), FIRST, ids(both.get(1)), true);
            RunBatch alone = take(driver).get(0);
            assertTrue(alone.alone());
            assertEquals(List.of(id(1)), ids(alone));
        }
    }

    @Test
    void aRunContinuesFromTheCheckpointOfItsLostExecutor() throws Exception {
        byte[] state = {1, 2, 3};
        try (DriverSide driver = submit(1)) {
            RunBatch batch = take(driver).get(0);
            driver.receive(
                    new Report(batch.key(), FIRST, 1, List.of(), List.of(), Optional.of(new Saved(id(1), state)), false)
                            .encode());
            driver.finish();
        }
        try (DriverSide restarted = open()) {
            RunBatch batch = take(restarted).get(0);
            Map<String, Optional<byte[]>> needed =
                    DriverAnswer.decodeNeeded(restarted.receive(new Start(batch.key(), SECOND, 0).encode()));
            assertArrayEquals(state, needed.get(id(1)).orElseThrow());
        }
    }
}
