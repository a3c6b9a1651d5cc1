package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The guarantees of every kind of store about its queue. Each connection here stands for a process. */
abstract class QueueChecks extends LeaseChecks {
    private static final QueuedCell CELL =
            new QueuedCell("suite", "cell", Map.of("rule", "backprop"), OptionalInt.empty(), "spec", List.of(), true);

    private static List<QueuedRun> runs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new QueuedRun(RunFixtures.id(i), CELL, i))
                .toList();
    }

    private static List<String> ids(List<QueuedRun> runs) {
        return runs.stream().map(QueuedRun::id).toList();
    }

    private static Submission submission(String version) {
        return new Submission(version, new QueuedPlan("suite", "digest", ""), List.of());
    }

    private static long submit(Store store, List<QueuedRun> runs) {
        long plan = store.beginPlan("suite", "digest", "");
        return store.queue().submit(submission("1"), plan, runs);
    }

    @Test
    void queuedRunsAreDividedAndLeaveTheQueueWhenTheyAreStored() {
        try (Store one = open();
                Store two = open()) {
            long job = submit(one, runs(1, 6));
            List<QueuedRun> first = two.queue().claim(job, 2, List.of());
            assertEquals(runs(1, 3), first);
            assertEquals(ids(runs(3, 6)), ids(one.queue().claim(job, 10, List.of())));
            assertEquals(List.of(), two.queue().claim(job, 10, List.of()), "the rest is claimed");
            two.save(RunFixtures.run(1));
            two.queue().claim(job, 1, List.of(RunFixtures.id(1)));
            assertEquals(ids(runs(2, 6)), one.queue().remaining(job));
            two.queue().release(List.of(RunFixtures.id(2)));
            assertEquals(ids(runs(2, 3)), ids(one.queue().claim(job, 10, List.of())));
        }
    }

    @Test
    void releasedRunsComeAfterThoseThatWait() {
        try (Store one = open();
                Store two = open()) {
            long job = submit(one, runs(1, 9));
            assertEquals(ids(runs(1, 3)), ids(one.queue().claim(job, 2, List.of())));
            assertEquals(ids(runs(3, 5)), ids(two.queue().claim(job, 2, List.of())));
            one.queue().release(ids(runs(1, 3)));
            assertEquals(ids(runs(5, 7)), ids(two.queue().claim(job, 2, List.of())));
            assertEquals(ids(runs(1, 3)), ids(one.queue().claim(job, 2, List.of())), "it begins with its own");
            one.queue().release(ids(runs(1, 2)));
            List<String> rest = new ArrayList<>(ids(runs(7, 9)));
            rest.addAll(ids(runs(1, 2)));
            assertEquals(rest, ids(two.queue().claim(job, 9, List.of())));
        }
    }

    @Test
    void aRunThatIsAlreadyStoredGetsItsPlaceInThePlan() {
        try (Store one = open()) {
            one.save(RunFixtures.run(1, "other", "cell", Outcome.FINISHED, "cafe"));
            one.save(RunFixtures.run(2, "other", "cell", Outcome.FAILED, ""));
            long job = submit(one, runs(1, 4));
            assertEquals(ids(runs(2, 4)), ids(one.queue().claim(job, 10, List.of())), "a failed run is made again");
            assertEquals(ids(runs(2, 4)), one.queue().remaining(job));
            assertEquals(
                    List.of(RunFixtures.id(1)),
                    one.plans("suite").get(0).labels().stream()
                            .map(RunLabel::id)
                            .toList());
        }
    }

    @Test
    void theRunsOfADeadWorkerAreTakenByAnother() throws SQLException {
        try (Store one = open();
                Store two = open()) {
            long job = submit(one, runs(1, 2));
            one.queue().claim(job, 1, List.of());
            change("UPDATE claim SET renewed = renewed - 120000 WHERE run = ?", RUN);
            assertEquals(ids(runs(1, 2)), ids(two.queue().claim(job, 1, List.of())));
            assertEquals(List.of(), one.queue().claim(job, 1, List.of()));
        }
    }

    @Test
    void submittingAgainAddsOnlyWhatIsMissing() {
        try (Store one = open()) {
            long job = submit(one, runs(1, 4));
            assertEquals(job, submit(one, runs(2, 6)));
            JobQueue.Job found = one.queue().job("suite", "digest").orElseThrow();
            assertEquals(5, found.total());
            assertEquals(5, found.remaining());
            assertEquals(ids(runs(1, 6)), one.queue().remaining(job));
            one.queue().submit(submission("2"), found.plan(), List.of());
            assertEquals("2", one.queue().jobs().get(0).submission().engramVersion(), "the latest submission counts");
        }
    }

    @Test
    void aCancelledJobHandsOutNothing() {
        try (Store one = open()) {
            long job = submit(one, runs(1, 4));
            long launch = one.queue().addLaunch(job, "local", "12 13", 2);
            assertEquals("12 13", one.queue().launches(job).get(0).handle());
            assertEquals(3, one.queue().cancel(job));
            assertEquals(List.of(), one.queue().claim(job, 5, List.of()));
            one.queue().removeLaunch(launch);
            assertEquals(List.of(), one.queue().launches(job));
            one.collectGarbage();
            assertEquals(List.of(), one.queue().jobs());
        }
    }

    @Test
    void aPlanWithQueuedRunsOutlivesGarbageCollection() {
        try (Store one = open()) {
            long job = submit(one, runs(1, 3));
            one.collectGarbage();
            assertEquals(ids(runs(1, 3)), one.queue().remaining(job));
        }
    }

    @Test
    void workersAreListedWithTheirRuns() {
        try (Store one = open();
                Store two = open()) {
            long job = submit(one, runs(1, 4));
            two.queue().register("node7", "4711", 1);
            two.queue().register("node7", "4711", 3);
            two.queue().claim(job, 2, List.of());
            assertEquals(
                    List.of(new JobQueue.WorkerProcess("node7", "4711", 3, Set.copyOf(ids(runs(1, 3))))),
                    one.queue().workers());
        }
    }

    private static String sha256(byte[] contents) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
    }

    @Test
    void filesOfAnySizeComeBack() throws IOException, NoSuchAlgorithmException {
        byte[] large = new byte[(9 << 20) + 1];
        new Random(1).nextBytes(large);
        try (Store one = open();
                Store two = open()) {
            for (byte[] contents : List.of(large, new byte[0])) {
                String sha256 = sha256(contents);
                assertFalse(two.queue().hasFile(sha256));
                one.queue().putFile(sha256, new ByteArrayInputStream(contents));
                ByteArrayOutputStream copy = new ByteArrayOutputStream();
                assertTrue(two.queue().copyFile(sha256, copy));
                assertArrayEquals(contents, copy.toByteArray());
            }
            assertThrows(IOException.class, () -> one.queue().putFile("bb", new ByteArrayInputStream(new byte[1])));
            assertFalse(two.queue().copyFile("bb", new ByteArrayOutputStream()), "other contents are not stored");
        }
    }
}
