package dev.engram.app.results;

import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stored runs, many of them known before they are asked for: those that this process has made, and those that it has
 * read while workers made the others. Reading ten thousand runs takes two seconds, in which the other cores would wait.
 * Failed runs may be made again, so they are not kept.
 */
public final class ReadAhead implements RunRepository {
    /** The smallest number of new runs that is read at once. */
    private static final int LEAST = 500;

    /** Measurements of runs made here that are kept at most: some 60 MB. Further runs are read from the store. */
    private static final long MOST_MEASUREMENTS = 1_000_000;

    /** What a run takes without its measurements, in measurements. */
    private static final int SIZE_OF_RUN = 20;

    private final RunRepository store;
    private final Map<String, Run> made = new ConcurrentHashMap<>();
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<String, Predictions> predictions = new HashMap<>();
    /** What is not read yet. */
    private List<String> expected = List.of();
    /** The numbers of stored runs at the last look, and of those that were read, failed ones included. */
    private int looked;

    private int seen;
    private long keptMeasurements;

    /** Creates a repository that has read nothing. */
    public ReadAhead(RunRepository store) {
        this.store = store;
    }

    /** Keeps a run that this process has made and stored, as the store returns it. Safe for any number of threads. */
    public synchronized void made(Run run) {
        if (run.outcome() != Outcome.FAILED && keptMeasurements < MOST_MEASUREMENTS) {
            keptMeasurements += SIZE_OF_RUN + run.measurements().size();
            RunResult result = run.result().withPredictions(Optional.empty()).withWeights(List.of());
            made.put(run.id(), run.withResult(Explosion.ofStored(result)));
        }
    }

    /** Returns the ids of the kept runs that this process has made, none of which has failed. */
    public Set<String> made() {
        return Collections.unmodifiableSet(made.keySet());
    }

    /** Expects runs of which none is stored, about in the order in which they will be. */
    public void expect(List<String> ids) {
        expected = List.copyOf(ids);
        looked = 0;
        seen = 0;
    }

    /** Reads expected runs, if many have been stored since the last time. */
    public void stored(int number) {
        if (expected.isEmpty() || number - looked < LEAST) {
            return;
        }
        looked = number;
        Set<String> read = new HashSet<>();
        Set<String> complete = new HashSet<>();
        for (Run run : store.find(expected.subList(0, Math.min(number - seen, expected.size())))) {
            read.add(run.id());
            if (run.outcome() != Outcome.FAILED) {
                runs.put(run.id(), run);
                complete.add(run.id());
            }
        }
        predictions.putAll(store.predictions(complete));
        seen += read.size();
        expected = expected.stream().filter(id -> !read.contains(id)).toList();
    }

    @Override
    public List<Run> find(Collection<String> ids) {
        Map<String, Run> known = new HashMap<>(made);
        known.putAll(runs);
        store.find(ids.stream().filter(id -> !known.containsKey(id)).toList()).forEach(r -> known.put(r.id(), r));
        List<Run> found = new ArrayList<>();
        for (String id : ids) {
            Run run = known.get(id);
            if (run != null) {
                found.add(run);
            }
        }
        return found;
    }

    @Override
    public Map<String, Predictions> predictions(Collection<String> ids) {
        Map<String, Predictions> found = new HashMap<>(store.predictions(
                ids.stream().filter(id -> !runs.containsKey(id)).toList()));
        for (String id : ids) {
            Predictions ahead = predictions.get(id);
            if (ahead != null) {
                found.put(id, ahead);
            }
        }
        return found;
    }

    @Override
    public List<Run> imported(String suite) {
        return store.imported(suite);
    }
}
