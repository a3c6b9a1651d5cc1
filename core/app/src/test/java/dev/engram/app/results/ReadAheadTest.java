package dev.engram.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that are made here or read while others are made are the stored ones, each of them read once at most. */
class ReadAheadTest {
    private static final int RUNS = 1200;
    private static final List<String> IDS =
            IntStream.range(0, RUNS).mapToObj(i -> "run" + i).toList();

    private final Map<String, Run> stored = new LinkedHashMap<>();
    private int read;

    /** A store that counts what is read from it. */
    private final ReadAhead ahead = new ReadAhead(new RunRepository() {
        @Override
        public List<Run> find(Collection<String> ids) {
            List<Run> found =
                    ids.stream().filter(stored::containsKey).map(stored::get).toList();
            read += found.size();
            return found;
        }

        @Override
        public Map<String, Predictions> predictions(Collection<String> ids) {
            return Map.of();
        }

        @Override
        public List<Run> imported(String suite) {
            return List.of();
        }
    });

    private void store(int index, RunResult result) {
        String id = IDS.get(index);
        stored.put(id, new Run(id, "suite", "cell", index, "spec", Map.of(), result));
    }

    private static RunResult finished(String hash) {
        return new RunResult(Outcome.FINISHED, "", hash, new Cost(1, 1, 1, 1, 0), List.of());
    }

    private List<Run> all() {
        return IDS.stream().map(stored::get).toList();
    }

    @Test
    void runsThatAreReadAheadAreReadOnceAndReturnedInTheOrderOfTheQuestion() {
        ahead.expect(IDS);
        IntStream.range(0, RUNS).filter(i -> i % 100 != 7).forEach(i -> store(i, finished("a")));
        ahead.stored(stored.size());
        assertTrue(read > RUNS / 2, () -> read + " runs");
        IntStream.range(0, RUNS).filter(i -> i % 100 == 7).forEach(i -> store(i, finished("b")));
        ahead.stored(stored.size());
        assertEquals(all(), ahead.find(IDS));
        assertEquals(RUNS, read);
    }

    @Test
    void fewNewRunsAreReadAtTheEnd() {
        ahead.expect(IDS);
        IntStream.range(0, 400).forEach(i -> store(i, finished("a")));
        ahead.stored(400);
        assertEquals(0, read);
        assertEquals(List.copyOf(stored.values()), ahead.find(IDS));
    }

    @Test
    void failedRunsAreNotReadAgainWithEachBatchOfOthers() {
        ahead.expect(IDS);
        for (int first = 0; first < RUNS; first += 600) {
            IntStream.range(first, first + 600).forEach(i -> store(i, RunResult.failed("no memory", 1)));
            ahead.stored(stored.size());
        }
        assertEquals(RUNS, read);
    }

    @Test
    void aFailedRunIsReadAgain() {
        ahead.expect(IDS);
        IntStream.range(0, RUNS).forEach(i -> store(i, finished("a")));
        store(3, RunResult.failed("no memory", 1));
        ahead.stored(RUNS);
        store(3, finished("c"));
        assertEquals(all(), ahead.find(IDS));
    }

    @Test
    void aRunThatWasMadeHereIsNotReadAndIsTheOneThatTheStoreReturns() {
        Run exploded = made(0, List.of(loss(0, "validation", 0.5), loss(1, "test", 5000)));
        Run unusual = made(
                1,
                List.of(
                        loss(0, "validation", Double.NaN),
                        loss(1, "test", -0.0),
                        loss(1, "listener", Double.POSITIVE_INFINITY)));
        try (Store store = Stores.inMemory()) {
            for (Run run : List.of(exploded, unusual)) {
                store.save(run);
                stored.put(run.id(), run);
                ahead.made(run);
            }
            assertEquals(store.find(IDS), ahead.find(IDS));
            assertEquals(Outcome.EXPLODED, ahead.find(IDS).get(0).outcome());
        }
        assertEquals(0, read);
        assertEquals(Set.of("run0", "run1"), ahead.made());
    }

    private static Measurement loss(long step, String phase, double value) {
        return new Measurement(step, step, phase, "loss", value);
    }

    private static Run made(int index, List<Measurement> measurements) {
        RunResult.Artifacts artifacts = new RunResult.Artifacts(
                Optional.of(new Predictions("set", new int[] {0, 1}, new int[] {0, 0})),
                List.of(new KeptWeights(1, new byte[] {1, 2})));
        return new Run(
                IDS.get(index),
                "suite",
                "cell",
                index,
                "spec",
                Map.of("engram", "1", Run.ENDED, Run.endedAt(Instant.ofEpochMilli(1234567))),
                new RunResult(
                        Outcome.FINISHED,
                        "",
                        "ab",
                        new Cost(1, 4, 0.25, 100, 8),
                        Optional.of(List.of("labels", "weight transport")),
                        measurements,
                        artifacts));
    }

    @Test
    void runsThatTakeTooMuchMemoryAndRunsThatFailedAreRead() {
        Run large = made(0, Collections.nCopies(1_000_000, loss(1, "test", 1)));
        Run next = made(1, List.of());
        Run failed = new Run(IDS.get(2), "suite", "cell", 2, "spec", Map.of(), RunResult.failed("no memory", 1));
        for (Run run : List.of(failed, large, next)) {
            stored.put(run.id(), run);
            ahead.made(run);
        }
        assertEquals(Set.of("run0"), ahead.made());
        assertEquals(3, ahead.find(IDS).size());
        assertEquals(2, read);
    }
}
