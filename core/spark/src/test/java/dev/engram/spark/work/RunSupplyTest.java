package dev.engram.spark.work;

import static dev.engram.spark.work.SparkFixtures.finished;
import static dev.engram.spark.work.SparkFixtures.id;
import static dev.engram.spark.work.SparkFixtures.ids;
import static dev.engram.spark.work.SparkFixtures.machines;
import static dev.engram.spark.work.SparkFixtures.report;
import static dev.engram.spark.work.SparkFixtures.send;
import static dev.engram.spark.work.SparkFixtures.start;
import static dev.engram.spark.work.SparkFixtures.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.execution.CheckpointFingerprint;
import dev.engram.app.run.Version;
import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import dev.engram.spark.work.DriverAnswer.Next;
import dev.engram.spark.work.ExecutorMessage.Warning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver's side, with a real store and with executors that are played by the test. */
@Timeout(60)
final class RunSupplyTest {
    private static final String FIRST = "executor 0 on a";
    private static final String SECOND = "executor 1 on b";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private String store() {
        return folder.resolve("runs.db").toString();
    }

    private void submit(int runs, String version) throws IOException {
        SparkFixtures.submit(folder, store(), runs, version);
    }

    private DriverSide open(String... more) throws DriverException {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return SparkFixtures.open(folder, store(), more);
    }

    @Test
    void everyRunIsStoredOnceUnderItsLabel() throws Exception {
        submit(5, Version.engram());
        int code;
        try (DriverSide driver = open()) {
            for (List<RunBatch> tasks = take(driver); !tasks.isEmpty(); tasks = take(driver)) {
                for (RunBatch batch : tasks) {
                    start(driver, batch, FIRST, 0);
                    report(driver, batch, FIRST, ids(batch), true);
                }
            }
            code = driver.finish();
        }
        assertEquals(0, code);
        assertEquals(5, machines(store()).size());
        try (Store store = Stores.open(store())) {
            assertEquals(5, store.labels("suite").size());
            assertEquals(List.of(), store.claimed());
            assertEquals(
                    0,
                    store.queue().jobs().stream().mapToInt(j -> j.remaining()).sum());
            assertEquals("hash " + id(3), store.find(id(3)).orElseThrow().hash());
        }
    }

    @Test
    void aRunThatWasMadeTwiceWithOneResultIsStoredOnce() throws Exception {
        submit(1, Version.engram());
        try (DriverSide driver = open()) {
            RunBatch batch = take(driver).get(0);
            report(driver, batch, FIRST, ids(batch), true);
            assertEquals(Next.ABANDON, report(driver, batch, SECOND, ids(batch), true));
            assertEquals(0, driver.finish());
        }
        assertEquals(Map.of(id(1), FIRST), machines(store()));
    }

    @Test
    void differentResultsOfOneRunAreAnErrorThatNamesBothMachines() throws Exception {
        submit(1, Version.engram());
        try (DriverSide driver = open()) {
            RunBatch batch = take(driver).get(0);
            send(driver, batch, FIRST, List.of(finished(id(1), "aaaa", FIRST)), true);
            send(driver, batch, SECOND, List.of(finished(id(1), "bbbb", SECOND)), true);
            assertEquals(1, driver.finish());
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("parameters aaaa by " + FIRST + ", and bbbb by " + SECOND), text);
        assertEquals(Map.of(id(1), FIRST), machines(store()));
    }

    @Test
    void aResultThatDiffersFromTheStoreIsAnErrorAndTheStoredOneIsKept() throws Exception {
        submit(1, Version.engram());
        try (DriverSide driver = open()) {
            RunBatch batch = take(driver).get(0);
            try (Store other = Stores.open(store())) {
                FinishedRun f = finished(id(1), "aaaa", "c");
                other.save(new Run(id(1), "suite", "cell", 1, SparkFixtures.CELL.spec(), f.provenance(), f.result()));
            }
            send(driver, batch, SECOND, List.of(finished(id(1), "bbbb", SECOND)), true);
            assertEquals(1, driver.finish());
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("aaaa by another process on c, and bbbb by " + SECOND), text);
        try (Store store = Stores.open(store())) {
            assertEquals("aaaa", store.find(id(1)).orElseThrow().hash());
        }
    }

    @Test
    void aWarningIsPrintedWithItsExecutorAndTheTaskContinues() throws Exception {
        submit(1, Version.engram());
        try (DriverSide driver = open()) {
            RunBatch batch = take(driver).get(0);
            String warning = CheckpointFingerprint.refusal("cell #1");
            byte[] answer = driver.receive(new Warning(batch.key(), FIRST, warning).encode());
            assertEquals(Next.CONTINUE, DriverAnswer.decodeNext(answer));
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("executor 0 on a: cell #1: its checkpoint was made by another version"), text);
    }

    @Test
    void anExecutorThatCannotWorkEndsTheWorkAndTheRunsStayInTheQueue() throws Exception {
        submit(3, Version.engram());
        try (DriverSide driver = open()) {
            List<byte[]> tasks = driver.take(1);
            driver.fail(FIRST + " cannot make runs: no such plugin");
            assertEquals(Set.of(), start(driver, RunBatch.decode(tasks.get(0)), SECOND, 0));
            driver.ended(tasks);
            assertEquals(List.of(), driver.take(1));
            assertEquals(1, driver.finish());
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("engram: executor 0 on a cannot make runs: no such plugin."), text);
        try (Store store = Stores.open(store())) {
            assertEquals(3, store.queue().jobs().get(0).remaining());
            assertEquals(List.of(), store.claimed());
        }
    }

    @Test
    void aStoppedDriverEndsItsTasksAndLeavesTheRunsToTheNext() throws Exception {
        submit(1, Version.engram());
        Path stop = folder.resolve("stop");
        try (DriverSide driver = open("--stop-file", stop.toString())) {
            RunBatch batch = take(driver).get(0);
            Files.createFile(stop);
            Thread ended = new Thread(() -> driver.take(1));
            ended.start();
            while (report(driver, batch, FIRST, List.of(), false) == Next.CONTINUE) {
                Thread.onSpinWait();
            }
            report(driver, batch, FIRST, List.of(), true);
            ended.join();
            assertEquals(0, driver.finish());
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("stopped: unfinished runs were saved"), text);
        try (Store store = Stores.open(store())) {
            assertEquals(1, store.queue().jobs().get(0).remaining());
        }
    }

    @Test
    void aJobOfAnotherVersionIsRefused() throws Exception {
        submit(1, "99.0");
        DriverException e = assertThrows(DriverException.class, this::open);
        assertEquals(2, e.exitCode());
        assertEquals(
                "the job was submitted by Engram 99.0, and this is Engram " + Version.engram()
                        + "; use the same version on both sides",
                e.getMessage());
    }

    @Test
    void badArgumentsAreRefused() throws Exception {
        submit(1, Version.engram());
        assertEquals(
                2,
                assertThrows(DriverException.class, () -> open("--chekpoint", "1s"))
                        .exitCode());
        assertEquals(
                "--checkpoint soon: expected a time, such as 500ms, 60s, 5m or 2h",
                assertThrows(DriverException.class, () -> open("--checkpoint", "soon"))
                        .getMessage());
    }
}
