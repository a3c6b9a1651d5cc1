package dev.engram.app.run;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** An estimate of the time that runs will take, based on stored runs and the machines that made them. */
public final class TimeEstimate {
    /** The most runs of other suites that are read if the suite has none of its own. */
    private static final int MAX_RUNS = 2000;
    /** More than one, because the nearest run may have been disturbed. */
    private static final int NEIGHBOURS = 9;

    private final Map<String, Cost> done;
    private final Map<String, List<Cost>> byCell = new LinkedHashMap<>();
    private final Map<String, RunSize> sizes;
    private final List<Cost> measuredCosts;

    private TimeEstimate(Map<String, Cost> done, Map<String, RunSize> sizes, List<Cost> known) {
        this.done = done;
        this.sizes = sizes;
        this.measuredCosts = known;
    }

    /**
     * Estimates the runs of a plan.
     *
     * @param store empty if there is none yet
     */
    public static TimeEstimate of(CheckedPlan checkedPlan, Optional<Store> store) {
        return store.map(s -> of(checkedPlan.plan(), checkedPlan.sizes(), s))
                .orElseGet(() -> new TimeEstimate(Map.of(), checkedPlan.sizes(), List.of()));
    }

    private static TimeEstimate of(Plan plan, Map<String, RunSize> sizes, Store store) {
        Map<String, Cost> done = store.costs(plan.ids());
        List<Cost> known = new ArrayList<>(done.values());
        if (known.isEmpty()) {
            Set<String> others = new LinkedHashSet<>();
            for (String suite : store.suites()) {
                store.labels(suite).stream().limit(MAX_RUNS).map(RunLabel::id).forEach(others::add);
            }
            known.addAll(store.costs(others.stream().limit(MAX_RUNS).toList()).values());
        }
        known.removeIf(c -> !(c.seconds() > 0) || c.steps() == 0);
        TimeEstimate timeEstimate = new TimeEstimate(done, sizes, known);
        for (Plan.Item i : plan.items()) {
            Cost cost = done.get(i.id());
            if (cost != null && cost.seconds() > 0) {
                timeEstimate
                        .byCell
                        .computeIfAbsent(i.cell().name(), k -> new ArrayList<>())
                        .add(cost);
            }
        }
        return timeEstimate;
    }

    /** Returns whether a run is in the store. */
    public boolean done(Plan.Item item) {
        return done.containsKey(item.id());
    }

    /** Returns whether there are stored runs of the cell itself. */
    public boolean hasMeasurements(Suite.Cell cell) {
        return byCell.containsKey(cell.name());
    }

    /**
     * Estimates one run of a cell as the median of its other seeds. If there are none, uses the throughput of runs with
     * the most similar number of multiply-adds per step; on a landscape, their steps per second. Empty if there are no
     * such runs.
     */
    public OptionalDouble seconds(Suite.Cell cell) {
        if (hasMeasurements(cell)) {
            return OptionalDouble.of(
                    median(byCell.get(cell.name()).stream().map(Cost::seconds).toList()));
        }
        RunSize runSize = sizes.get(cell.name());
        if (runSize == null) {
            return OptionalDouble.empty();
        }
        double work = runSize.multiplyAdds();
        List<Cost> near = measuredCosts.stream()
                .filter(c -> (multiplyAddsPerStep(c) > 0) == (work > 0))
                .sorted(Comparator.comparingDouble(c -> ratio(multiplyAddsPerStep(c), work)))
                .limit(NEIGHBOURS)
                .toList();
        return near.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(runSize.steps()
                        * median(near.stream()
                                .map(c -> c.seconds() / c.steps() * (work > 0 ? work / multiplyAddsPerStep(c) : 1))
                                .toList()));
    }

    private static double multiplyAddsPerStep(Cost c) {
        return (double) c.multiplyAdds() / c.steps();
    }

    /** Returns the larger number divided by the smaller. */
    private static double ratio(double a, double b) {
        return b > 0 ? Math.max(a, b) / Math.min(a, b) : 0;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
