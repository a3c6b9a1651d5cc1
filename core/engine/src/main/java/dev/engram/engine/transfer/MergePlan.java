package dev.engram.engine.transfer;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.StoreContents.RunSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The store from which each run is taken: a pure function of the lists of runs. A run that is done precedes a failed
 * one, and otherwise the first store that has it, where the target comes before the sources. A run that is done with
 * different hashes is taken from none.
 */
final class MergePlan {
    /** The number of the target; sources are numbered from 0. */
    static final int TARGET = -1;

    /** Bytes that a measurement takes in memory, roughly. */
    private static final long BYTES_OF_MEASUREMENT = 64;

    private final Map<String, Choice> chosen = new HashMap<>();
    private final Map<String, Integer> conflicts = new TreeMap<>();
    private final Set<String> inTarget = new HashSet<>();
    private final Set<String> present = new HashSet<>();

    /** A run, and the store that it is taken from. */
    private record Choice(RunSummary run, int store) {
        boolean failed() {
            return run.outcome() == Outcome.FAILED;
        }
    }

    void add(int store, RunSummary run) {
        if (store == TARGET) {
            inTarget.add(run.id());
        }
        Choice before = chosen.putIfAbsent(run.id(), new Choice(run, store));
        if (before == null) {
            return;
        }
        if (before.failed() && run.outcome() != Outcome.FAILED) {
            chosen.put(run.id(), new Choice(run, store));
        } else if (run.outcome() == Outcome.FAILED
                || run.hash().equals(before.run().hash())) {
            present.add(run.id());
        } else {
            conflicts.putIfAbsent(run.id(), store);
        }
    }

    /**
     * Returns the runs that are to be taken from a source, in its order, with the memory that each needs, in
     * measurements.
     */
    Map<String, Long> from(int source, List<String> order) {
        Map<String, Long> taken = new LinkedHashMap<>();
        for (String id : order) {
            Choice choice = chosen.get(id);
            if (choice != null && choice.store() == source && !conflicts.containsKey(id)) {
                taken.put(id, choice.run().measurements() + choice.run().weightBytes() / BYTES_OF_MEASUREMENT);
            }
        }
        return taken;
    }

    /** Returns whether the target has a result of the run, failed or not. */
    boolean inTarget(String id) {
        return inTarget.contains(id);
    }

    /** Returns whether a run is done in one of the stores. */
    boolean isDone(String id) {
        Choice choice = chosen.get(id);
        return choice != null && !choice.failed();
    }

    boolean isConflict(String id) {
        return conflicts.containsKey(id);
    }

    /** Returns whether the target has a run after the merge. */
    boolean isMerged(String id) {
        return chosen.containsKey(id) && (!isConflict(id) || inTarget(id));
    }

    /** Returns the ids of runs with different hashes, with the first two stores that have different ones. */
    Map<String, int[]> conflicts() {
        Map<String, int[]> stores = new TreeMap<>();
        conflicts.forEach((id, store) ->
                stores.put(id, new int[] {chosen.get(id).store(), store}));
        return stores;
    }

    /** Returns the number of runs that more than one store has. */
    int present() {
        return (int) present.stream().filter(id -> !isConflict(id)).count();
    }
}
