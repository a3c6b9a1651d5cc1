package dev.engram.app.live;

import dev.engram.app.results.RunRepository;
import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A cache of a store that other processes fill. Reads each completed run once; failed runs may be made again. */
final class CachedStore implements RunRepository, AutoCloseable {
    private final Supplier<Optional<Store>> source;
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<String, Optional<Predictions>> predictions = new HashMap<>();
    /** The runs requested since {@link #clearPending} that may still change. */
    private final Set<String> pending = new HashSet<>();

    private Optional<Store> store = Optional.empty();
    private Set<String> running = Set.of();

    /** @param source opens the store; empty while there is none */
    CachedStore(Supplier<Optional<Store>> source) {
        this.source = source;
    }

    /** Reads the store; returns whether a requested run was stored or started. */
    boolean poll() {
        if (store.isEmpty()) {
            store = source.get();
        }
        if (store.isEmpty()) {
            return false;
        }
        boolean changed = false;
        for (Run run : store.get().find(pending)) {
            changed |= !run.equals(runs.put(run.id(), run));
        }
        Set<String> now = new HashSet<>(store.get().claimed());
        now.retainAll(pending);
        changed |= !now.equals(running);
        running = now;
        return changed;
    }

    /** Returns the number of runs that were in progress at the last poll. */
    int running() {
        return running.size();
    }

    /** Forgets the requested runs; those requested from now on are polled. */
    void clearPending() {
        pending.clear();
    }

    @Override
    public List<Run> find(Collection<String> ids) {
        List<String> unknown = ids.stream()
                .filter(id -> !runs.containsKey(id) && !pending.contains(id))
                .toList();
        store.ifPresent(s -> s.find(unknown).forEach(r -> runs.put(r.id(), r)));
        List<Run> found = new ArrayList<>();
        for (String id : ids) {
            Run run = runs.get(id);
            if (run != null) {
                found.add(run);
            }
            if (run == null || run.outcome() == Outcome.FAILED) {
                pending.add(id);
            }
        }
        return found;
    }

    @Override
    public Map<String, Predictions> predictions(Collection<String> ids) {
        List<String> unknown =
                ids.stream().filter(id -> !predictions.containsKey(id)).toList();
        if (store.isPresent() && !unknown.isEmpty()) {
            Map<String, Predictions> read = store.get().predictions(unknown);
            unknown.forEach(id -> predictions.put(id, Optional.ofNullable(read.get(id))));
        }
        Map<String, Predictions> found = new HashMap<>();
        ids.forEach(id -> predictions.getOrDefault(id, Optional.empty()).ifPresent(p -> found.put(id, p)));
        return found;
    }

    @Override
    public List<Run> imported(String suite) {
        return store.map(s -> NotRunHere.runs(s, suite)).orElse(List.of());
    }

    @Override
    public void close() {
        store.ifPresent(Store::close);
    }
}
