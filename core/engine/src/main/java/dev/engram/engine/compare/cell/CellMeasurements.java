package dev.engram.engine.compare.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The measurements of the runs of a cell.
 *
 * @param details means over seeds of the details of metrics, such as {@code f1[cat]}, by name, in the order of
 *     measurement (see {@link dev.engram.engine.run.MeasurementName})
 * @param landscapeResults ends of the runs on a landscape, by seed; else empty
 * @param notLocal non-local signals of the learning rule; empty if no run reports them
 */
public record CellMeasurements(
        List<MetricSummary> metrics,
        Map<String, Estimate> details,
        CostSummary cost,
        List<LandscapeResult> landscapeResults,
        Optional<List<String>> notLocal) {
    /** Returns these measurements with only the given metrics, in the given order. */
    public CellMeasurements withMetrics(List<MetricInfo> chosen) {
        return new CellMeasurements(
                chosen.stream()
                        .map(m -> metrics.stream()
                                .filter(o -> o.metric().name().equals(m.name()))
                                .findFirst()
                                .orElseThrow())
                        .toList(),
                details,
                cost,
                landscapeResults,
                notLocal);
    }
}
