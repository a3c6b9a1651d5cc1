package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds means from which runs that missed are left out: they are means of the better part. */
public final class DivergenceBias {
    private DivergenceBias() {}

    /** One sentence with all cells that it holds for, by the first metric; empty where every mean is over all runs. */
    public static Optional<String> of(Comparison c) {
        if (c.metrics().isEmpty() || c.metrics().get(0).direction() == 0) {
            return Optional.empty();
        }
        List<CellSummary> cells = c.cells().stream()
                .filter(cell -> cell.metrics().get(0).median().misses() > 0
                        && cell.metrics().get(0).value().n() > 0)
                .toList();
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of("means of " + c.metrics().get(0).name() + " leave out runs that diverged ("
                        + cells.stream()
                                .map(cell -> cell.name() + ": "
                                        + cell.metrics().get(0).median().misses() + " of "
                                        + cell.metrics().get(0).median().n())
                                .collect(Collectors.joining("; "))
                        + ") and flatter these cells: compare by medians and verdicts, in which such a run is"
                        + " the worst");
    }
}
