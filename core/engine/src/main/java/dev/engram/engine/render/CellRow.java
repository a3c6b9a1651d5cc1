package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import java.util.Optional;

/** A row of a comparison: one cell. */
public record CellRow(Comparison comparison, Optional<String> problem, CellSummary cell) {
    /** The cell's summary of a metric; null where the metric belongs to other problems. */
    MetricSummary metric(MetricInfo metric) {
        return cell.measurements().metrics().stream()
                .filter(m -> m.metric().name().equals(metric.name()))
                .findFirst()
                .orElse(null);
    }

    /** While runs are missing, no test is shown. */
    boolean tested() {
        return !comparison.hasMissingRuns();
    }

    boolean folds() {
        return comparison.design().testPerTrain().isPresent();
    }

    CellSummary reference() {
        return comparison.referenceOf(cell).orElseThrow();
    }
}
