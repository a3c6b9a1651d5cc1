package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.LandscapeResult;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.significance.QuestionResult;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A comparison of the cells of one problem. It depends only on the runs, not on their order. Runs that diverged,
 * exploded or failed are left out of means and counted separately; a run that diverged or exploded is the worst in
 * medians, tests and verdicts.
 *
 * @param baseline name of the cell that the suite declares as the baseline or, if each stratum has its own, the values
 *     that they share
 * @param reference the baseline or, without one, the name of the best cell by the first metric
 * @param metrics the first decides
 * @param cells in the order given
 * @param design number of seeds, folds and target
 * @param questions the answers to the questions of the design on this problem, by the first metric; empty while there
 *     is nothing to compare
 */
public record Comparison(
        String title,
        Optional<String> baseline,
        Optional<String> reference,
        List<MetricInfo> metrics,
        List<CellSummary> cells,
        ComparisonDesign design,
        List<QuestionResult> questions) {
    public Comparison {
        metrics = List.copyOf(metrics);
        cells = List.copyOf(cells);
        questions = List.copyOf(questions);
    }

    /** Compares with as many seeds as the runs have, and no target. */
    public static Comparison of(
            String title, List<CellRuns> cells, Optional<String> baseline, List<MetricInfo> metrics) {
        return of(title, cells, baseline, metrics, ComparisonDesign.of(0));
    }

    /**
     * Compares all cells with one of them.
     *
     * @param baseline its name; if empty, the best cell by the first metric
     */
    public static Comparison of(
            String title,
            List<CellRuns> cells,
            Optional<String> baseline,
            List<MetricInfo> metrics,
            ComparisonDesign comparisonDesign) {
        return ProblemEvaluation.against(
                baseline, new ProblemRuns(Optional.empty(), title, cells, metrics, comparisonDesign));
    }

    /** The cell that a cell is compared with; empty for a reference, and without one. */
    public Optional<CellSummary> referenceOf(CellSummary cell) {
        return cells.stream()
                .filter(c -> cell.role().reference().filter(c.name()::equals).isPresent())
                .findFirst();
    }

    /** The only cell that the others are compared with; empty if each stratum has its own. */
    public Optional<CellSummary> referenceCell() {
        return cells.stream()
                .filter(c -> reference.filter(c.name()::equals).isPresent())
                .findFirst();
    }

    /**
     * Returns true if runs are missing. There is then no verdict, because tests that are repeated until they show
     * something do.
     */
    public boolean hasMissingRuns() {
        return design.missingRuns() > 0;
    }

    /** Returns true if the runs descend landscapes. */
    public boolean onLandscapes() {
        return cells.stream().anyMatch(c -> !c.measurements().landscapeResults().isEmpty());
    }

    /** The locations where runs on a landscape ended, by the heading under which they are counted, in order. */
    public SortedMap<String, SortedSet<String>> endLocations() {
        SortedMap<String, SortedSet<String>> numbered = endLocations(LandscapeResult::locationName);
        boolean unique = numbered.entrySet().stream()
                .noneMatch(
                        e -> e.getValue().size() > 1 && !e.getKey().equals(LandscapeResult.withoutNumber(e.getKey())));
        return unique
                ? numbered
                : endLocations(e -> LandscapeResult.withoutNumber(
                        e.locationName())); // the numbers of several landscapes mean different points
    }

    private SortedMap<String, SortedSet<String>> endLocations(Function<LandscapeResult, String> heading) {
        SortedMap<String, SortedSet<String>> places = new TreeMap<>(LandscapeResult::compareNames);
        cells.forEach(c -> c.measurements()
                .landscapeResults()
                .forEach(e -> places.computeIfAbsent(heading.apply(e), k -> new TreeSet<>())
                        .add(e.location())));
        return places;
    }
}
