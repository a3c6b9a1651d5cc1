package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.MetricInfo;
import java.util.List;
import java.util.Optional;

/**
 * The runs of the cells of one problem.
 *
 * @param problem empty if the suite names none
 * @param cells their names are those of the variants, without the problem
 * @param metrics the first decides
 * @param settings number of seeds, folds, target and missing runs
 */
public record ProblemRuns(
        Optional<String> problem,
        String title,
        List<CellRuns> cells,
        List<MetricInfo> metrics,
        ComparisonDesign settings) {
    public ProblemRuns {
        cells = List.copyOf(cells);
        metrics = List.copyOf(metrics);
        if (cells.stream().map(CellRuns::name).distinct().count() < cells.size()) {
            throw new IllegalArgumentException("two cells have the same name");
        }
    }
}
