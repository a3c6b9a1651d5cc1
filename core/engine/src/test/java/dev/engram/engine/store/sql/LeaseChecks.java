package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The guarantees of every kind of store about claims. Each connection here stands for a process. */
abstract class LeaseChecks {
    static final String RUN = RunFixtures.id(1);

    /** Opens another connection to the same store, which is empty at the start of a test. */
    abstract Store open();

    /** Returns the address for a connection that bypasses the store. */
    abstract String jdbc();

    final void change(String sql, String... values) throws SQLException {
        try (Connection c = DriverManager.getConnection(jdbc());
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                s.setString(i + 1, values[i]);
            }
            assertEquals(1, s.executeUpdate(), sql);
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
}
