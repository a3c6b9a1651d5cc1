package dev.engram.app.results;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stored runs, many of them read while workers make the others. Reading ten thousand runs takes two seconds, in which
 * the other cores would wait. Failed runs may be made again, so they are not kept.
 */
public final class ReadAhead implements RunRepository {
    /** The smallest number of new runs that is read at once. */
    private static final int LEAST = 500;

    private final RunRepository store;
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<String, Predictions> predictions = new HashMap<>();
    /** What is not read yet. */
    private List<String> expected = List.of();
    /** The numbers of stored runs at the last look, and of those that were read, failed ones included. */
    private int looked;

    private int seen;

    /** Creates a repository that has read nothing. */
    public ReadAhead(RunRepository store) {
        this.store = store;
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
        Map<String, Run> read = new HashMap<>();
        store.find(unread(ids)).forEach(r -> read.put(r.id(), r));
        List<Run> found = new ArrayList<>();
        for (String id : ids) {
            Run run = runs.getOrDefault(id, read.get(id));
            if (run != null) {
                found.add(run);
            }
        }
        return found;
    }

    @Override
    public Map<String, Predictions> predictions(Collection<String> ids) {
        Map<String, Predictions> found = new HashMap<>(store.predictions(unread(ids)));
        for (String id : ids) {
            Predictions ahead = predictions.get(id);
            if (ahead != null) {
                found.put(id, ahead);
            }
        }
        return found;
    }

    private List<String> unread(Collection<String> ids) {
        return ids.stream().filter(id -> !runs.containsKey(id)).toList();
    }

    @Override
    public List<Run> imported(String suite) {
        return store.imported(suite);
    }
}
