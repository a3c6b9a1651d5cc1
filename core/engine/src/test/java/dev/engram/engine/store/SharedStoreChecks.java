package dev.engram.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The guarantees of every kind of store to several processes. Each connection here stands for a process. */
abstract class SharedStoreChecks {
    private static final String RUN = RunFixtures.id(1);

    /** Opens another connection to the same store, which is empty at the start of a test. */
    abstract Store open();

    /** Returns the address for a connection that bypasses the store. */
    abstract String jdbc();

    private void change(String sql, String... values) throws SQLException {
        try (Connection c = DriverManager.getConnection(jdbc());
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                s.setString(i + 1, values[i]);
            }
            assertEquals(1, s.executeUpdate(), sql);
        }
    }

    @Test
    void anotherProcessReadsBackAnEqualRun() {
        try (Store one = open();
                Store two = open()) {
            one.save(RunFixtures.run(1));
            one.save(RunFixtures.run(2, "other", "cell", Outcome.FAILED, ""));
            assertEquals(List.of(RunFixtures.run(1)), two.find(List.of(RUN, RunFixtures.id(9))));
            assertEquals(
                    Optional.of(RunFixtures.run(2, "other", "cell", Outcome.FAILED, "")), two.find(RunFixtures.id(2)));
            assertEquals(Set.of(RUN), two.done(List.of(RUN, RunFixtures.id(2))));
            assertEquals(List.of("other", "suite"), two.suites());
            two.save(RunFixtures.run(2, "other", "cell", Outcome.FINISHED, "f00d"));
            two.label(List.of(new RunLabel("third", "cell", RUN)));
            assertEquals("f00d", one.find(RunFixtures.id(2)).orElseThrow().hash());
            assertEquals(List.of(new RunLabel("third", "cell", RUN)), one.labels("third"));
            assertEquals(List.of(RUN, RunFixtures.id(2)), one.ids("0"));
            assertEquals(List.of(), one.ids("f"));
            String message = assertThrows(
                            StoreException.class, () -> one.save(RunFixtures.run(1, Outcome.FINISHED, "beef")))
                    .getMessage();
            assertTrue(message.contains("cafe") && message.contains("beef"), message);
        }
    }

    private static Run predicting(int i, int... predicted) {
        Run r = RunFixtures.run(i);
        int[] trueClasses = new int[predicted.length];
        for (int k = 0; k < trueClasses.length; k++) {
            trueClasses[k] = k % 300;
        }
        return new Run(
                r.id(),
                r.suite(),
                r.cell(),
                r.seed(),
                r.spec(),
                r.provenance(),
                new RunResult(r.outcome(), r.reason(), r.hash(), r.cost(), r.measurements())
                        .withPredictions(Optional.of(
                                new Predictions("examples " + predicted.length, trueClasses, predicted))));
    }

    private static int predictedClass(int k) {
        if (k % 7 == 0) {
            return -1;
        }
        return k % 11 == 0 ? 299 : k % 300;
    }

    @Test
    void predictionsAreReadSeparatelyAndDeletedWithTheirRuns() {
        int[] many =
                IntStream.range(0, 5000).map(SharedStoreChecks::predictedClass).toArray();
        try (Store one = open();
                Store two = open()) {
            one.save(predicting(1, 0, 1, 2));
            one.save(predicting(2, many));
            one.save(predicting(3, 2, 1, -1));
            one.save(RunFixtures.run(4));
            assertEquals(Optional.of(RunFixtures.run(1)), two.find(RUN), "a run is read without them");
            Map<String, Predictions> found = two.predictions(
                    List.of(RUN, RunFixtures.id(2), RunFixtures.id(3), RunFixtures.id(4), RunFixtures.id(9)));
            assertEquals(
                    Map.of(
                            RUN,
                            predicting(1, 0, 1, 2).predictions().orElseThrow(),
                            RunFixtures.id(2),
                            predicting(2, many).predictions().orElseThrow(),
                            RunFixtures.id(3),
                            predicting(3, 2, 1, -1).predictions().orElseThrow()),
                    found);
            assertEquals(
                    BitSet.valueOf(new byte[] {2}), found.get(RunFixtures.id(3)).correct());
            one.delete(List.of(RUN, RunFixtures.id(2)));
            one.collectGarbage();
            assertEquals(
                    Set.of(RunFixtures.id(3)),
                    two.predictions(List.of(RUN, RunFixtures.id(2), RunFixtures.id(3)))
                            .keySet());
            assertEquals(List.of(), one.integrityErrors());
        }
    }

    @Test
    void damagedPredictionsAreFound() throws Exception {
        try (Store store = open()) {
            store.save(predicting(1, 0, 1, 2));
            change("UPDATE prediction SET said = CAST('abc' AS " + (jdbc().contains("sqlite") ? "BLOB" : "BYTEA")
                    + ")");
            assertEquals(
                    1,
                    store.integrityErrors().stream()
                            .filter(f -> f.startsWith("the predictions of run " + RUN + " are damaged ("))
                            .count(),
                    store.integrityErrors().toString());
            assertTrue(assertThrows(StoreException.class, () -> store.predictions(List.of(RUN)))
                    .getMessage()
                    .contains(RUN));
        }
    }

    @Test
    void aLongSpecIsStoredOnce() {
        String spec = "network: " + "dense, ".repeat(20_000);
        try (Store store = open()) {
            for (int i = 1; i <= 2; i++) {
                Run r = RunFixtures.run(i);
                store.save(new Run(
                        r.id(),
                        r.suite(),
                        r.cell(),
                        i,
                        spec + "é",
                        r.provenance(),
                        new RunResult(r.outcome(), "", r.hash(), r.cost(), List.of())));
            }
            assertEquals(spec + "é", store.find(RunFixtures.id(2)).orElseThrow().spec());
        }
    }

    @Test
    void onlyOneProcessClaimsARunAndSavingEndsTheClaim() {
        try (Store one = open();
                Store two = open()) {
            assertEquals(Store.ClaimResult.ACQUIRED, one.claim(RUN));
            assertEquals(Store.ClaimResult.ACQUIRED, one.claim(RUN), "claiming again changes nothing");
            assertEquals(Store.ClaimResult.HELD_ELSEWHERE, two.claim(RUN));
            assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RunFixtures.id(2)), "another run is free");
            assertEquals(List.of(RUN, RunFixtures.id(2)), two.claimed());
            one.save(RunFixtures.run(1));
            assertEquals(Store.ClaimResult.ALREADY_DONE, two.claim(RUN));
            assertEquals(List.of(RunFixtures.id(2)), one.claimed());
        }
    }

    @Test
    void closingOrReleasingFreesClaims() {
        try (Store two = open()) {
            try (Store one = open()) {
                one.claim(RUN);
                one.claim(RunFixtures.id(2));
                two.release(RUN);
                assertEquals(Store.ClaimResult.HELD_ELSEWHERE, two.claim(RUN), "only its holder can release it");
                one.release(RUN);
                assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RUN));
            }
            assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RunFixtures.id(2)));
        }
    }

    @Test
    void aFailedRunCanBeClaimed() {
        try (Store one = open();
                Store two = open()) {
            one.claim(RUN);
            one.save(RunFixtures.run(1, Outcome.FAILED, ""));
            assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RUN));
        }
    }

    @Test
    void aClaimThatWasNotRenewedInTimeExpires() throws Exception {
        try (Store one = open();
                Store two = open()) {
            one.claim(RUN);
            change("UPDATE claim SET renewed = renewed - " + (Leases.LEASE_MILLIS - 10_000) + " WHERE run = ?", RUN);
            assertEquals(Store.ClaimResult.HELD_ELSEWHERE, two.claim(RUN));
            one.renew();
            change("UPDATE claim SET renewed = renewed - " + Leases.LEASE_MILLIS + " WHERE run = ?", RUN);
            assertEquals(List.of(), two.claimed());
            assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RUN));
            one.renew();
            assertEquals(
                    Store.ClaimResult.HELD_ELSEWHERE,
                    one.claim(RUN),
                    "renewing does not recover a claim that another process has taken");
        }
    }

    /** This happens after a clock was set back. */
    @Test
    void aClaimFromTheFarFutureHasExpired() throws Exception {
        try (Store one = open();
                Store two = open()) {
            one.claim(RUN);
            change("UPDATE claim SET renewed = renewed + " + 2 * Leases.LEASE_MILLIS + " WHERE run = ?", RUN);
            assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RUN));
        }
    }

    /** Where the system lists processes, nobody waits for the lease of a process that was killed. */
    @Test
    void theClaimOfADeadProcessIsFreeAtOnceButNotThatOfAnotherMachine() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String pid = Long.toString(ProcessHandle.current().pid());
        try (Store one = open();
                Store two = open()) {
            one.claim(RUN);
            change("UPDATE claim SET holder = 'elsewhere 1 x' WHERE run = ?", RUN);
            assertEquals(Store.ClaimResult.HELD_ELSEWHERE, two.claim(RUN));
            one.claim(RunFixtures.id(2));
            change(
                    "UPDATE claim SET holder = replace(holder, ?, ?) WHERE run = ?",
                    " " + pid + " ",
                    " " + dead.pid() + " ",
                    RunFixtures.id(2));
            assumeTrue(
                    Files.exists(Path.of("/proc/sys/kernel/random/boot_id")),
                    "this system does not show the scope of process ids");
            assertEquals(Store.ClaimResult.ACQUIRED, two.claim(RunFixtures.id(2)));
        }
    }

    @Test
    void oneOfManyConcurrentClaimsSucceeds() throws Exception {
        int stores = 4, runs = 20;
        AtomicInteger mine = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(stores);
        try {
            List<Future<?>> work = IntStream.range(0, stores)
                    .<Future<?>>mapToObj(w -> threads.submit(() -> {
                        try (Store store = open()) {
                            for (int i = 0; i < runs; i++) {
                                if (store.claim(RunFixtures.id(i)) == Store.ClaimResult.ACQUIRED) {
                                    mine.incrementAndGet();
                                    store.save(RunFixtures.run(i));
                                }
                            }
                        }
                    }))
                    .toList();
            for (Future<?> f : work) {
                f.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(runs, mine.get());
    }

    @Test
    void aCheckpointIsReplacedAndDeletedWhenItsRunIsDone() {
        try (Store one = open();
                Store two = open()) {
            assertEquals(Optional.empty(), one.checkpoint(RUN));
            one.saveCheckpoint(RUN, new byte[] {1, 2});
            one.saveCheckpoint(RUN, new byte[] {3, 0, -1});
            assertArrayEquals(new byte[] {3, 0, -1}, two.checkpoint(RUN).orElseThrow());
            one.save(RunFixtures.run(1, Outcome.FAILED, ""));
            assertTrue(two.checkpoint(RUN).isPresent(), "a failed run is tried again from there");
            two.save(RunFixtures.run(1));
            assertEquals(Optional.empty(), one.checkpoint(RUN));
        }
    }

    @Test
    void deletingRunsKeepsWhatOthersUse() {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
            store.save(RunFixtures.run(2, "other", "cell", Outcome.FINISHED, "cafe"));
            store.saveCheckpoint(RunFixtures.id(3), new byte[1]);
            store.saveCheckpoint(RunFixtures.id(4), new byte[1]);
            store.claim(RunFixtures.id(4));
            store.delete(List.of(RUN));
            assertEquals(1, store.collectGarbage(), "the checkpoint of the run in progress is kept");
            assertTrue(store.checkpoint(RunFixtures.id(4)).isPresent());
            assertEquals(List.of("other"), store.suites());
            assertEquals(List.of(RunFixtures.id(2)), store.ids(""));
            assertEquals(
                    RunFixtures.run(2, "other", "cell", Outcome.FINISHED, "cafe"),
                    store.find(RunFixtures.id(2)).orElseThrow());
            assertEquals(List.of(), store.integrityErrors());
            store.save(RunFixtures.run(1));
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RUN));
        }
    }

    @Test
    void aRunWithMissingMeasurementsIsFound() throws Exception {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
            assertEquals(List.of(), store.integrityErrors());
            change("DELETE FROM measurement WHERE ordinal = 3");
            assertEquals(List.of("run " + RUN + " is missing some of its measurements"), store.integrityErrors());
        }
    }
}
