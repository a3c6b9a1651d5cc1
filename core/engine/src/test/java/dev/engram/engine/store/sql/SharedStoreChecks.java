package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The guarantees of every kind of store to several processes. Each connection here stands for a process. */
abstract class SharedStoreChecks extends QueueChecks {
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

    @Test
    void anotherProcessReadsWeightsBitForBitAndDeletesThemWithTheirRun() {
        byte[] many = new byte[100_000];
        new Random(1).nextBytes(many);
        List<KeptWeights> kept = List.of(new KeptWeights(0, new byte[] {0, -1}), new KeptWeights(70, many));
        try (Store one = open();
                Store two = open()) {
            Run run = RunFixtures.run(1);
            one.save(run.withResult(run.result().withWeights(kept)));
            assertEquals(
                    Map.of(RUN, List.of(new Store.WeightsEntry(0, 2), new Store.WeightsEntry(70, many.length))),
                    two.weights(List.of(RUN, RunFixtures.id(2))));
            assertEquals(Optional.of(kept.get(1)), two.weights(RUN, 70));
            assertEquals(
                    kept,
                    two.contents()
                            .read(List.of(RUN))
                            .get(0)
                            .run()
                            .result()
                            .artifacts()
                            .weights());
            assertEquals(List.of(), two.check().faults());
            two.delete(List.of(RUN));
            assertEquals(Map.of(), one.weights(List.of(RUN)));
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
                        .withPredictions(
                                Optional.of(new Predictions("examples " + predicted.length, trueClasses, predicted))));
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
            assertEquals(List.of(), one.check().faults());
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
                    store.check().faults().stream()
                            .filter(f -> f.equals("the predictions of run " + RUN + " are not what was written"))
                            .count(),
                    store.check().faults().toString());
            assertTrue(assertThrows(StoreException.class, () -> store.predictions(List.of(RUN)))
                    .getMessage()
                    .contains(RUN));
        }
    }

    @Test
    void eachRunOfATransactionKeepsItsOwnProvenance() {
        List<Map<String, String>> provenances = List.of(
                Map.of("jvm", "17", "cpu", "some"),
                Map.of("cpu", "some", "jvm", "17", Run.ENDED, "2026-11-29T00:00:00.001Z"),
                Map.of("jvm", "25", "cpu", "some"),
                Map.of(),
                Map.of("jvm", "17", "cpu", "some"));
        List<Run> runs = new ArrayList<>();
        for (Map<String, String> provenance : provenances) {
            Run r = RunFixtures.run(runs.size());
            runs.add(new Run(r.id(), r.suite(), r.cell(), r.seed(), r.spec(), provenance, r.result()));
        }
        try (Store store = open()) {
            store.saveAll(runs.stream()
                    .map(r -> new Store.LabeledRun(r, new RunLabel(r.suite(), r.cell(), r.id())))
                    .toList());
            runs.forEach(r -> assertEquals(Optional.of(r), store.find(r.id())));
            assertEquals(List.of(), store.check().faults());
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
    void aCheckpointIsReplacedAndDeletedWhenItsRunIsDone() {
        try (Store one = open();
                Store two = open()) {
            assertEquals(Optional.empty(), one.checkpoint(RUN));
            one.saveCheckpoint(RUN, new byte[] {1, 2});
            one.saveCheckpoint(RUN, new byte[] {3, 0, -1});
            assertArrayEquals(new byte[] {3, 0, -1}, two.checkpoint(RUN).orElseThrow());
            assertEquals(Set.of(RUN), two.withCheckpoint(List.of(RUN, RunFixtures.id(7))));
            assertEquals(
                    Set.of(RUN),
                    two.checkpoints(List.of(RUN, RunFixtures.id(7))).keySet());
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
            assertEquals(List.of(), store.check().faults());
            store.save(RunFixtures.run(1));
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RUN));
        }
    }

    @Test
    void aRunWithMissingMeasurementsIsFound() throws Exception {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
            assertEquals(List.of(), store.check().faults());
            change("DELETE FROM measurement WHERE ordinal = 3");
            assertEquals(
                    List.of(
                            "run " + RUN + " is not what was written: it does not match its checksum",
                            "run " + RUN + " is missing some of its measurements"),
                    store.check().faults());
            assertThrows(StoreException.class, () -> store.find(RUN));
        }
    }
}
