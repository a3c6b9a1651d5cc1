package dev.engram.engine.compare;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.store.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was measured in the end in the runs of a cell, by metric and seed, sorted: a sum is to be the same in whatever order
 * the runs come. Runs that failed are as if they were missing, because they are run again.
 */
final class CellResults {
    /** Results, and the last reading of what was measured on the training itself. */
    private static final Set<String> PHASES = Set.of("test", "probe");

    private final Map<String, SortedMap<Long, Double>> measured = new HashMap<>();
    private final SortedMap<Long, Double> diverged = new TreeMap<>();
    private boolean anySuccessful;

    CellResults(CellRuns cell) {
        for (Run run : cell.runs()) {
            if (run.outcome() == Outcome.DIVERGED) {
                diverged.put(run.seed(), Double.NaN);
            } else if (run.outcome().hasResults()) {
                anySuccessful = true;
                for (Measurement m : run.measurements()) {
                    if (PHASES.contains(m.phase())) {
                        measured.computeIfAbsent(m.metric(), k -> new TreeMap<>())
                                .put(run.seed(), m.value());
                    }
                }
            }
        }
    }

    /** Of the runs that ended well, without what is undefined. */
    Estimate estimate(MetricInfo metric, OptionalDouble testPerTrain) {
        return Estimate.of(
                testPerTrain.orElse(0),
                measured.getOrDefault(metric.name(), new TreeMap<>()).values().stream()
                        .mapToDouble(v -> v)
                        .filter(v -> !Double.isNaN(v))
                        .toArray());
    }

    Median median(MetricInfo metric, Bootstrap bootstrap) {
        return Median.of(bySeed(metric).values().stream().mapToDouble(v -> v).toArray(), metric.direction(), bootstrap);
    }

    /** Seeds that only one of them has make no pair. */
    PairedComparison pairWith(CellResults other, MetricInfo metric, OptionalDouble testPerTrain, Bootstrap bootstrap) {
        SortedMap<Long, Double> here = bySeed(metric);
        SortedMap<Long, Double> there = other.bySeed(metric);
        Set<Long> both = new TreeSet<>(here.keySet());
        both.retainAll(there.keySet());
        return PairedComparison.of(
                both.stream().mapToDouble(here::get).toArray(),
                both.stream().mapToDouble(there::get).toArray(),
                metric.direction(),
                testPerTrain,
                bootstrap);
    }

    /**
     * By seed, NaN for a miss: a run that diverged, or one that measured nothing that is a number. Where neither direction
     * is better, nothing is worst, and there are no misses; and a metric that no good run of this cell has does not apply to
     * it, so that no run misses it.
     */
    SortedMap<Long, Double> bySeed(MetricInfo metric) {
        SortedMap<Long, Double> results = new TreeMap<>(measured.getOrDefault(metric.name(), new TreeMap<>()));
        if (metric.direction() == 0) {
            results.values().removeIf(v -> v.isNaN());
        } else if (!results.isEmpty() || !anySuccessful) {
            results.putAll(diverged);
        }
        return results;
    }
}
