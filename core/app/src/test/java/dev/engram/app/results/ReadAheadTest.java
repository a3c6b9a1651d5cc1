package dev.engram.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that are read while others are made are the stored ones, each of them read once. */
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
}
