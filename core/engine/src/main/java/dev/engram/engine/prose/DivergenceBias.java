package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A warning about means that leave out diverged runs: they cover only the better part of the runs. */
public final class DivergenceBias {
    private DivergenceBias() {}

    /** One sentence with all cells that it holds for, by the first metric; empty if every mean covers all runs. */
    public static Optional<String> of(Comparison c) {
        if (c.metrics().isEmpty() || c.metrics().get(0).direction() == 0) {
            return Optional.empty();
        }
        List<CellSummary> cells = c.cells().stream()
                .filter(cell -> cell.measurements().metrics().get(0).median().misses() > 0
                        && cell.measurements().metrics().get(0).value().n() > 0)
                .toList();
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of("means of " + c.metrics().get(0).name() + " leave out diverged and exploded runs ("
                        + cells.stream()
                                .map(cell -> cell.name() + ": "
                                        + cell.measurements()
                                                .metrics()
                                                .get(0)
                                                .median()
                                                .misses() + " of "
                                        + cell.measurements()
                                                .metrics()
                                                .get(0)
                                                .median()
                                                .n())
                                .collect(Collectors.joining("; "))
                        + ") and so favor these cells; compare medians and verdicts, in which these"
                        + " runs count as the worst");
    }
}
