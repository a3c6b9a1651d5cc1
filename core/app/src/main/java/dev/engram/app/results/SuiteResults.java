package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.StatisticalTies;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Everything that is known about a suite.
 *
 * @param cells the stored runs of each cell that is run, in the order of the plan
 * @param suiteComparison the comparison of the cells, problem by problem
 * @param notRunHere the runs of the suite that were imported
 */
public record SuiteResults(Plan plan, List<CellRuns> cells, SuiteComparison suiteComparison, List<Run> notRunHere) {
    public SuiteResults {
        cells = List.copyOf(cells);
        notRunHere = List.copyOf(notRunHere);
    }

    /** Returns the trials by which hyperparameters were chosen; empty if nothing was tuned. */
    public List<TrialCells.TrialCell> trials() {
        return suiteComparison.tuned().map(TrialCells::of).orElse(List.of());
    }

    /** Returns, by full name, the cells that are not significantly worse than the best on their problem. */
    public StatisticalTies statisticalTies() {
        StatisticalTies all = StatisticalTies.NONE;
        for (SuiteComparison.Part part : suiteComparison.parts()) {
            List<CellRuns> same = IntStream.range(0, cells.size())
                    .filter(i -> plan.cells().get(i).problem().equals(part.problem()))
                    .mapToObj(cells::get)
                    .toList();
            all = all.merge(StatisticalTies.of(
                    same, part.comparison().metrics(), part.comparison().design()));
        }
        return all;
    }

    private String fullName(String variant, Optional<String> problem) {
        return plan.cells().stream()
                .filter(c -> c.variant().equals(variant) && c.problem().equals(problem))
                .map(Suite.Cell::name)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the cells of all problems in one comparison, by full name, in the order of the plan. Each cell is
     * compared with the reference of its own problem. Includes the metrics that all problems have in common.
     */
    public Comparison comparison() {
        List<Comparison> parts = suiteComparison.parts().stream()
                .map(SuiteComparison.Part::comparison)
                .toList();
        List<MetricInfo> metrics = parts.get(0).metrics().stream()
                .filter(m -> parts.stream()
                        .allMatch(
                                p -> p.metrics().stream().anyMatch(o -> o.name().equals(m.name()))))
                .toList();
        List<CellSummary> summaries = new ArrayList<>();
        Optional<String> reference = Optional.empty();
        for (Suite.Cell cell : plan.cells()) {
            Comparison part = suiteComparison.parts().stream()
                    .filter(p -> p.problem().equals(cell.problem()))
                    .findFirst()
                    .orElseThrow()
                    .comparison();
            CellSummary s = part.cells().stream()
                    .filter(c -> c.name().equals(cell.variant()))
                    .findFirst()
                    .orElseThrow();
            reference = reference.isEmpty()
                            && part.reference().filter(s.name()::equals).isPresent()
                    ? Optional.of(cell.name())
                    : reference;
            summaries.add(new CellSummary(
                    cell.name(),
                    s.axes(),
                    new CellSummary.Role(
                            s.role().baseline(), s.role().reference().map(r -> fullName(r, cell.problem()))),
                    s.runs(),
                    s.measurements().withMetrics(metrics),
                    s.timeToTarget(),
                    s.mcNemar()));
        }
        boolean alike = parts.stream().map(Comparison::design).distinct().count() == 1;
        ComparisonDesign comparisonDesign = alike
                ? parts.get(0).design()
                : new ComparisonDesign(
                        parts.get(0).design().seeds(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        parts.get(0).design().missingRuns(),
                        parts.get(0).design().untilDecided(),
                        parts.stream()
                                .flatMap(p -> p.design().tested().stream())
                                .collect(Collectors.toSet()));
        return new Comparison(
                suiteComparison.title(),
                parts.get(0).baseline(),
                reference,
                metrics,
                summaries,
                comparisonDesign,
                parts.stream().flatMap(p -> p.questions().stream()).toList());
    }
}
