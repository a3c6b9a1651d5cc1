package dev.engram.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** What every kind of store promises to several processes; each connection here stands for one. */
abstract class SharedStoreChecks {
  private static final String RUN = Samples.id(1);

  /** Another connection to the same store, which is empty at the start of a test. */
  abstract Store open();

  /** The address for a connection past the store. */
  abstract String jdbc();

  private void change(String sql, String... values) throws SQLException {
    try (Connection c = DriverManager.getConnection(jdbc()); PreparedStatement s = c.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        s.setString(i + 1, values[i]);
      }
      assertEquals(1, s.executeUpdate(), sql);
    }
  }

  @Test
  void whatIsSavedIsReadBackEqualByAnother() {
    try (Store one = open(); Store two = open()) {
      one.save(Samples.run(1));
      one.save(Samples.run(2, "other", "cell", Outcome.FAILED, ""));
      assertEquals(List.of(Samples.run(1)), two.find(List.of(RUN, Samples.id(9))));
      assertEquals(Optional.of(Samples.run(2, "other", "cell", Outcome.FAILED, "")), two.find(Samples.id(2)));
      assertEquals(Set.of(RUN), two.done(List.of(RUN, Samples.id(2))));
      assertEquals(List.of("other", "suite"), two.suites());
      two.save(Samples.run(2, "other", "cell", Outcome.FINISHED, "f00d"));
      two.label(List.of(new Label("third", "cell", RUN)));
      assertEquals("f00d", one.find(Samples.id(2)).orElseThrow().hash());
      assertEquals(List.of(new Label("third", "cell", RUN)), one.labels("third"));
      assertEquals(List.of(RUN, Samples.id(2)), one.ids("0"));
      assertEquals(List.of(), one.ids("f"));
      String message = assertThrows(StoreException.class, () -> one.save(Samples.run(1, Outcome.FINISHED, "beef"))).getMessage();
      assertTrue(message.contains("cafe") && message.contains("beef"), message);
    }
  }

  private static Run predicting(int i, int... said) {
    Run r = Samples.run(i);
    int[] right = new int[said.length];
    for (int k = 0; k < right.length; k++) {
      right[k] = k % 300;
    }
    return new Run(r.id(), r.suite(), r.cell(), r.seed(), r.spec(), r.outcome(), r.reason(), r.hash(), r.cost(), r.provenance(),
        r.measurements(), Optional.of(new Predictions("examples " + said.length, right, said)));
  }

  @Test
  void predictionsAreReadBackApartFromTheirRunsAndGoWithThem() {
    int[] many = IntStream.range(0, 5000).map(k -> k % 7 == 0 ? -1 : k % 11 == 0 ? 299 : k % 300).toArray();
    try (Store one = open(); Store two = open()) {
      one.save(predicting(1, 0, 1, 2));
      one.save(predicting(2, many));
      one.save(predicting(3, 2, 1, -1));
      one.save(Samples.run(4));
      assertEquals(Optional.of(Samples.run(1)), two.find(RUN), "a run is read without them");
      Map<String, Predictions> found = two.predictions(List.of(RUN, Samples.id(2), Samples.id(3), Samples.id(4), Samples.id(9)));
      assertEquals(Map.of(RUN, predicting(1, 0, 1, 2).predictions().orElseThrow(), Samples.id(2), predicting(2, many).predictions().orElseThrow(),
          Samples.id(3), predicting(3, 2, 1, -1).predictions().orElseThrow()), found);
      assertEquals(BitSet.valueOf(new byte[] {2}), found.get(Samples.id(3)).correct());
      one.delete(List.of(RUN, Samples.id(2)));
      one.tidy();
      assertEquals(Set.of(Samples.id(3)), two.predictions(List.of(RUN, Samples.id(2), Samples.id(3))).keySet());
      assertEquals(List.of(), one.faults());
    }
  }

  @Test
  void damagedPredictionsAreFound() throws Exception {
    try (Store store = open()) {
      store.save(predicting(1, 0, 1, 2));
      change("UPDATE prediction SET said = CAST('abc' AS " + (jdbc().contains("sqlite") ? "BLOB" : "BYTEA") + ")");
      assertEquals(1, store.faults().stream().filter(f -> f.startsWith("the predictions of run " + RUN + " are damaged (")).count(), store.faults().toString());
      assertTrue(assertThrows(StoreException.class, () -> store.predictions(List.of(RUN))).getMessage().contains(RUN));
    }
  }

  @Test
  void aLongSpecIsKeptOnce() {
    String spec = "network: " + "dense, ".repeat(20_000);
    try (Store store = open()) {
      for (int i = 1; i <= 2; i++) {
        Run r = Samples.run(i);
        store.save(new Run(r.id(), r.suite(), r.cell(), i, spec + "é", r.outcome(), "", r.hash(), r.cost(), r.provenance(), List.of()));
      }
      assertEquals(spec + "é", store.find(Samples.id(2)).orElseThrow().spec());
    }
  }

  @Test
  void oneRunIsClaimedByOneOnlyAndBeingSavedEndsTheClaim() {
    try (Store one = open(); Store two = open()) {
      assertEquals(Store.Claim.MINE, one.claim(RUN));
      assertEquals(Store.Claim.MINE, one.claim(RUN), "claiming again changes nothing");
      assertEquals(Store.Claim.TAKEN, two.claim(RUN));
      assertEquals(Store.Claim.MINE, two.claim(Samples.id(2)), "another run is free");
      assertEquals(List.of(RUN, Samples.id(2)), two.claimed());
      one.save(Samples.run(1));
      assertEquals(Store.Claim.DONE, two.claim(RUN));
      assertEquals(List.of(Samples.id(2)), one.claimed());
    }
  }

  @Test
  void aReleasedClaimAndThoseOfAClosedStoreAreFree() {
    try (Store two = open()) {
      try (Store one = open()) {
        one.claim(RUN);
        one.claim(Samples.id(2));
        two.release(RUN);
        assertEquals(Store.Claim.TAKEN, two.claim(RUN), "only its holder can release it");
        one.release(RUN);
        assertEquals(Store.Claim.MINE, two.claim(RUN));
      }
      assertEquals(Store.Claim.MINE, two.claim(Samples.id(2)));
    }
  }

  @Test
  void aFailedRunCanBeClaimed() {
    try (Store one = open(); Store two = open()) {
      one.claim(RUN);
      one.save(Samples.run(1, Outcome.FAILED, ""));
      assertEquals(Store.Claim.MINE, two.claim(RUN));
    }
  }

  @Test
  void aClaimThatWasNotRenewedInTimeIsNobodys() throws Exception {
    try (Store one = open(); Store two = open()) {
      one.claim(RUN);
      change("UPDATE claim SET renewed = renewed - " + (Claims.LEASE_MILLIS - 10_000) + " WHERE run = ?", RUN);
      assertEquals(Store.Claim.TAKEN, two.claim(RUN));
      one.renew();
      change("UPDATE claim SET renewed = renewed - " + Claims.LEASE_MILLIS + " WHERE run = ?", RUN);
      assertEquals(List.of(), two.claimed());
      assertEquals(Store.Claim.MINE, two.claim(RUN));
      one.renew();
      assertEquals(Store.Claim.TAKEN, one.claim(RUN), "what another has taken over is not got back by renewing");
    }
  }

  /** As after a clock was put back. */
  @Test
  void aClaimFromTheFarFutureIsNobodys() throws Exception {
    try (Store one = open(); Store two = open()) {
      one.claim(RUN);
      change("UPDATE claim SET renewed = renewed + " + 2 * Claims.LEASE_MILLIS + " WHERE run = ?", RUN);
      assertEquals(Store.Claim.MINE, two.claim(RUN));
    }
  }

  /** Where the system tells of processes, nobody waits for the lease of one that was killed. */
  @Test
  void theClaimOfADeadProcessIsFreeAtOnceAndThatOfAnotherMachineIsNot() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    String pid = Long.toString(ProcessHandle.current().pid());
    try (Store one = open(); Store two = open()) {
      one.claim(RUN);
      change("UPDATE claim SET holder = 'elsewhere 1 x' WHERE run = ?", RUN);
      assertEquals(Store.Claim.TAKEN, two.claim(RUN));
      one.claim(Samples.id(2));
      change("UPDATE claim SET holder = replace(holder, ?, ?) WHERE run = ?", " " + pid + " ", " " + dead.pid() + " ", Samples.id(2));
      assumeTrue(Files.exists(Path.of("/proc/sys/kernel/random/boot_id")),
          "this system does not tell where a process number means something");
      assertEquals(Store.Claim.MINE, two.claim(Samples.id(2)));
    }
  }

  @Test
  void ofManyWhoClaimAtOnceOneGetsIt() throws Exception {
    int stores = 4, runs = 20;
    AtomicInteger mine = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(stores);
    try {
      List<Future<?>> work = IntStream.range(0, stores).<Future<?>>mapToObj(w -> threads.submit(() -> {
        try (Store store = open()) {
          for (int i = 0; i < runs; i++) {
            if (store.claim(Samples.id(i)) == Store.Claim.MINE) {
              mine.incrementAndGet();
              store.save(Samples.run(i));
            }
          }
        }
      })).toList();
      for (Future<?> f : work) {
        f.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(runs, mine.get());
  }

  @Test
  void aCheckpointIsReplacedAndGoesWhenItsRunIsDone() {
    try (Store one = open(); Store two = open()) {
      assertEquals(Optional.empty(), one.checkpoint(RUN));
      one.keep(RUN, new byte[] {1, 2});
      one.keep(RUN, new byte[] {3, 0, -1});
      assertArrayEquals(new byte[] {3, 0, -1}, two.checkpoint(RUN).orElseThrow());
      one.save(Samples.run(1, Outcome.FAILED, ""));
      assertTrue(two.checkpoint(RUN).isPresent(), "a failed run is tried again from there");
      two.save(Samples.run(1));
      assertEquals(Optional.empty(), one.checkpoint(RUN));
    }
  }

  @Test
  void deletedRunsAreGoneAndWhatOthersUseIsNot() {
    try (Store store = open()) {
      store.save(Samples.run(1));
      store.save(Samples.run(2, "other", "cell", Outcome.FINISHED, "cafe"));
      store.keep(Samples.id(3), new byte[1]);
      store.keep(Samples.id(4), new byte[1]);
      store.claim(Samples.id(4));
      store.delete(List.of(RUN));
      assertEquals(1, store.tidy(), "the checkpoint of the run under way stays");
      assertTrue(store.checkpoint(Samples.id(4)).isPresent());
      assertEquals(List.of("other"), store.suites());
      assertEquals(List.of(Samples.id(2)), store.ids(""));
      assertEquals(Samples.run(2, "other", "cell", Outcome.FINISHED, "cafe"), store.find(Samples.id(2)).orElseThrow());
      assertEquals(List.of(), store.faults());
      store.save(Samples.run(1));
      assertEquals(Optional.of(Samples.run(1)), store.find(RUN));
    }
  }

  @Test
  void aRunThatLacksMeasurementsIsFound() throws Exception {
    try (Store store = open()) {
      store.save(Samples.run(1));
      assertEquals(List.of(), store.faults());
      change("DELETE FROM measurement WHERE ordinal = 3");
      assertEquals(List.of("run " + RUN + " lacks some of its measurements"), store.faults());
    }
  }
}
