package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.MeasurementName;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.store.Run;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The final measurements of a cell's runs, by metric and seed. Sorted, so that sums do not depend on the order of the
 * runs. Failed runs count as missing, because they are repeated.
 */
final class CellResults {
    /** The results on the test set, and the last values measured during training. */
    private static final Set<String> PHASES = Set.of("test", "probe");

    private final Map<String, SortedMap<Long, Double>> measured = new LinkedHashMap<>();
    private final SortedMap<Long, Double> diverged = new TreeMap<>();
    private boolean anySuccessful;

    CellResults(CellRuns cell) {
        for (Run run : cell.runs()) {
            if (run.outcome().isMiss()) {
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

    /** The mean over the runs that finished and have a value. */
    Estimate estimate(MetricInfo metric, OptionalDouble testPerTrain) {
        return estimate(measured.getOrDefault(metric.name(), new TreeMap<>()), testPerTrain);
    }

    /** The means of the details of metrics, by name. */
    Map<String, Estimate> details(OptionalDouble testPerTrain) {
        Map<String, Estimate> details = new LinkedHashMap<>();
        measured.forEach((name, bySeed) -> {
            if (MeasurementName.isDetail(name)) {
                details.put(name, estimate(bySeed, testPerTrain));
            }
        });
        return Collections.unmodifiableMap(details);
    }

    private static Estimate estimate(SortedMap<Long, Double> bySeed, OptionalDouble testPerTrain) {
        return Estimate.of(
                testPerTrain.orElse(0),
                bySeed.values().stream()
                        .mapToDouble(v -> v)
                        .filter(v -> !Double.isNaN(v))
                        .toArray());
    }

    Median median(MetricInfo metric, Bootstrap bootstrap) {
        return Median.of(bySeed(metric).values().stream().mapToDouble(v -> v).toArray(), metric.direction(), bootstrap);
    }

    /**
     * The results by seed. NaN is a miss: a run that diverged, exploded or has no defined value. There are no misses if
     * neither direction is better, because nothing is then the worst, nor if no finished run of this cell has the
     * metric, because it does not apply.
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
