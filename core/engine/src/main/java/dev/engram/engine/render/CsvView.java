package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.Contrast;
import dev.engram.engine.compare.CostSummary;
import dev.engram.engine.compare.DifferenceVerdict;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.compare.TrialSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A comparison as CSV (RFC 4180): one row for each cell, every number in full, an empty field for what is missing; on a landscape,
 * where the run of each seed ended. While runs are missing, so is all that a test says.
 */
public final class CsvView {
    private static final List<String> DIFFERENCE = List.of(
            "n",
            "finite",
            "mean",
            "mean.low",
            "mean.high",
            "median",
            "median.low",
            "median.high",
            "higher",
            "equal",
            "lower",
            "p_better",
            "rank_sum.positive",
            "rank_sum.negative",
            "p",
            "family",
            "p_holm",
            "more_seeds",
            "verdict");

    private static final List<String> VALUE =
            List.of("n", "mean", "half_width", "misses", "median", "median.low", "median.high");
    private static final List<String> OVERALL = List.of(
            "over_problems.metric",
            "over_problems.n",
            "over_problems.mean_rank",
            "over_problems.friedman_p",
            "over_problems.critical_difference",
            "over_problems.p_holm");

    private static final List<String> TUNED = List.of(
            "tuned.metric",
            "tuned.chosen",
            "tuned.validation",
            "tuned.trial",
            "tuned.trials",
            "tuned.diverged",
            "tuned.failed",
            "tuned.runs",
            "tuned.seconds",
            "tuned.multiply_adds",
            "tuned.on_border");
    private static final List<String> COSTS = List.of("steps", "epochs", "examples", "multiply_adds", "seconds");
    private static final List<String> RELATIVE_COST = List.of(
            "steps_ratio",
            "steps_ratio.low",
            "steps_ratio.high",
            "multiply_adds_ratio",
            "p",
            "p_holm",
            "more_seeds",
            "verdict");
    private static final List<String> MCNEMAR =
            List.of("networks", "better", "worse", "only_this_right", "only_reference_right");

    private CsvView() {}

    /** What the columns are, whatever row they are of. */
    private record Layout(
            Set<String> axes,
            List<MetricInfo> metrics,
            boolean landscapes,
            boolean targets,
            boolean mcNemar,
            boolean hasMissingRuns,
            Optional<OverallComparison> overall,
            Optional<TuningSummary> tuned,
            boolean excludedCells) {
        static boolean any(SuiteComparison suite, Predicate<CellSummary> what) {
            return suite.parts().stream()
                    .flatMap(p -> p.comparison().cells().stream())
                    .anyMatch(what);
        }
    }

    public static String render(Comparison c) {
        return render(new SuiteComparison(
                c.title(),
                List.of(new SuiteComparison.Part(Optional.empty(), c)),
                Optional.empty(),
                List.of(),
                List.of()));
    }

    /** All problems in one table, with the ranks over problems beside; cells that are not run come last, with the reason. */
    public static String render(SuiteComparison suite) {
        Set<String> axes = new LinkedHashSet<>();
        List<MetricInfo> metrics = new ArrayList<>();
        for (SuiteComparison.Part p : suite.parts()) {
            p.comparison().cells().forEach(cell -> axes.addAll(cell.axes().keySet()));
            p.comparison().metrics().stream()
                    .filter(m -> metrics.stream().noneMatch(o -> o.name().equals(m.name())))
                    .forEach(metrics::add);
        }
        boolean landscapes = suite.parts().stream().anyMatch(p -> p.comparison().onLandscapes());
        Layout layout = new Layout(
                axes,
                metrics,
                landscapes,
                Layout.any(suite, cell -> cell.timeToTarget().isPresent()),
                Layout.any(suite, cell -> cell.mcNemar().isPresent()),
                suite.parts().stream().anyMatch(p -> p.comparison().hasMissingRuns()),
                suite.overall(),
                suite.tuned(),
                !suite.excludedCells().isEmpty());
        StringBuilder out = new StringBuilder();
        List<String> header = header(layout);
        row(out, header);
        suite.parts().forEach(p -> p.comparison().cells().forEach(cell -> row(out, fields(cell, p.problem(), layout))));
        for (ExcludedCell l : suite.excludedCells()) {
            List<String> fields = new ArrayList<>(List.of(l.name()));
            axes.forEach(a -> fields.add(l.axes().getOrDefault(a, "")));
            fields.addAll(Collections.nCopies(header.size() - fields.size() - 1, ""));
            fields.add(l.kind() + ": " + l.reason());
            row(out, fields);
        }
        return out.toString();
    }

    private static List<String> header(Layout c) {
        List<String> names = new ArrayList<>(List.of("cell"));
        c.axes().forEach(a -> names.add("axis." + a));
        names.addAll(List.of("baseline", "seeds"));
        for (Outcome o : Outcome.values()) {
            names.add(o.name().toLowerCase(Locale.ROOT));
        }
        names.add("missing");
        for (MetricInfo m : c.metrics()) {
            for (String part : VALUE) {
                names.add(m.name() + "." + part);
            }
            DIFFERENCE.forEach(part -> names.add(m.name() + ".difference." + part));
        }
        names.addAll(List.of(
                "steps.median", "seconds.median", "examples_per_second", "multiply_adds.mean", "state_bytes.mean"));
        if (c.landscapes()) {
            names.add("ended_in");
        }
        if (c.targets()) {
            names.addAll(List.of("target.metric", "target.at", "target.n", "target.reached"));
            COSTS.forEach(cost -> names.addAll(List.of(
                    "target." + cost + ".median",
                    "target." + cost + ".median.low",
                    "target." + cost + ".median.high")));
            RELATIVE_COST.forEach(part -> names.add("target." + part));
        }
        if (c.mcNemar()) {
            MCNEMAR.forEach(part -> names.add("mcnemar." + part));
        }
        if (c.overall().isPresent()) {
            names.addAll(OVERALL);
        }
        if (c.tuned().isPresent()) {
            names.addAll(TUNED);
        }
        if (c.excludedCells()) {
            names.add("not_run");
        }
        return names;
    }

    private static List<String> fields(CellSummary cell, Optional<String> problem, Layout layout) {
        List<String> fields = new ArrayList<>(List.of(cell.name()));
        layout.axes().forEach(a -> fields.add(cell.axes().getOrDefault(a, "")));
        fields.add(Boolean.toString(cell.baseline()));
        fields.add(Integer.toString(cell.seeds()));
        cell.outcomes().values().forEach(n -> fields.add(n.toString()));
        fields.add(Integer.toString(cell.missingRuns()));
        for (MetricInfo wanted : layout.metrics()) {
            Optional<MetricSummary> there = cell.metrics().stream()
                    .filter(m -> m.metric().name().equals(wanted.name()))
                    .findFirst();
            if (there.isEmpty()) { // it is measured on another problem
                fields.addAll(Collections.nCopies(VALUE.size() + DIFFERENCE.size(), ""));
                continue;
            }
            MetricSummary m = there.get();
            fields.add(Integer.toString(m.value().n()));
            numbers(fields, m.value().mean(), m.value().halfWidth());
            fields.add(Integer.toString(m.median().misses()));
            numbers(
                    fields,
                    m.median().value(),
                    m.median().interval().low(),
                    m.median().interval().high());
            m.difference()
                    .ifPresentOrElse(
                            d -> difference(fields, d, layout.hasMissingRuns()),
                            () -> DIFFERENCE.forEach(part -> fields.add("")));
        }
        CostSummary cost = cell.cost();
        numbers(fields, cost.steps(), cost.seconds(), cost.examplesPerSecond(), cost.multiplyAdds(), cost.stateBytes());
        if (layout.landscapes()) {
            fields.add(cell.landscapeResults().stream()
                    .map(e -> e.seed() + ": " + e.location())
                    .collect(Collectors.joining("; ")));
        }
        if (layout.targets()) {
            timeToTarget(fields, cell.timeToTarget(), layout.hasMissingRuns());
        }
        if (layout.mcNemar()) {
            cell.mcNemar()
                    .filter(n -> !layout.hasMissingRuns())
                    .ifPresentOrElse(
                            n -> List.of(
                                            (long) n.pairs().size(),
                                            (long) n.better(),
                                            (long) n.worse(),
                                            n.onlyThisCorrect(),
                                            n.onlyReferenceCorrect())
                                    .forEach(v -> fields.add(v.toString())),
                            () -> MCNEMAR.forEach(part -> fields.add("")));
        }
        layout.overall().ifPresent(o -> overall(fields, cell.name(), o));
        layout.tuned()
                .ifPresent(t -> tuned(
                        fields,
                        t.cells().stream()
                                .filter(c -> c.variant().equals(cell.name())
                                        && c.problem().equals(problem))
                                .findFirst()
                                .orElseThrow()));
        if (layout.excludedCells()) {
            fields.add("");
        }
        return fields;
    }

    private static void timeToTarget(List<String> fields, Optional<TimeToTarget> reach, boolean hasMissingRuns) {
        if (reach.isEmpty()) {
            fields.addAll(Collections.nCopies(4 + 3 * COSTS.size() + RELATIVE_COST.size(), ""));
            return;
        }
        TimeToTarget r = reach.get();
        fields.addAll(List.of(
                r.target().metric(),
                NumberFormats.exact(r.target().threshold()),
                Integer.toString(r.n()),
                Integer.toString(r.reached())));
        TimeToTargetJson.costs(r)
                .values()
                .forEach(m -> numbers(
                        fields, m.value(), m.interval().low(), m.interval().high()));
        r.relativeCost()
                .ifPresentOrElse(
                        s -> {
                            numbers(
                                    fields,
                                    s.ratio(),
                                    s.interval().low(),
                                    s.interval().high(),
                                    s.multiplyAdds());
                            testResults(
                                    fields,
                                    hasMissingRuns,
                                    s.contrast().p(),
                                    s.contrast().pHolm());
                            verdict(fields, s.contrast(), hasMissingRuns);
                        },
                        () -> RELATIVE_COST.forEach(part -> fields.add("")));
    }

    private static void overall(List<String> fields, String variant, OverallComparison o) {
        MultiProblemComparison across = o.across();
        fields.addAll(
                List.of(o.metric().name(), Integer.toString(across.problems().size())));
        numbers(
                fields,
                o.meanRank(variant).orElse(Double.NaN),
                across.friedman().map(Friedman::pF).orElse(Double.NaN),
                across.criticalDifference(),
                across.pairs().stream()
                        .filter(p -> o.control().isPresent() && p.a().equals(variant))
                        .mapToDouble(MultiProblemComparison.Pair::pHolm)
                        .findFirst()
                        .orElse(Double.NaN));
    }

    private static void tuned(List<String> fields, TunedCell c) {
        if (!c.tuned()) {
            fields.addAll(Collections.nCopies(TUNED.size(), ""));
            return;
        }
        fields.addAll(List.of(
                c.metric().map(MetricInfo::name).orElse(""),
                c.best().map(c::describe).orElse("")));
        numbers(fields, c.best().map(TrialSummary::score).orElse(Double.NaN));
        fields.addAll(List.of(
                c.best().map(t -> Integer.toString(t.number())).orElse(""),
                Integer.toString(c.trials().size()),
                Integer.toString(c.trials(Outcome.DIVERGED)),
                Integer.toString(c.trials(Outcome.FAILED)),
                Integer.toString(c.runs().size())));
        numbers(fields, c.seconds(), c.multiplyAdds());
        fields.add(String.join("; ", c.boundaryOptima().keySet()));
    }

    private static void difference(List<String> fields, Contrast d, boolean hasMissingRuns) {
        PairedDifferences p = d.pairedDifferences();
        fields.addAll(List.of(Integer.toString(p.n()), Integer.toString(p.finite())));
        numbers(
                fields,
                p.mean(),
                d.meanInterval().low(),
                d.meanInterval().high(),
                p.median(),
                p.medianInterval().low(),
                p.medianInterval().high());
        fields.addAll(List.of(Integer.toString(p.higher()), Integer.toString(p.equal()), Integer.toString(p.lower())));
        numbers(fields, p.probabilityOfSuperiority());
        testResults(fields, hasMissingRuns, p.test().positiveRankSum(), p.test().negativeRankSum(), d.p());
        fields.add(Integer.toString(d.family()));
        testResults(fields, hasMissingRuns, d.pHolm());
        verdict(fields, d, hasMissingRuns);
    }

    private static void testResults(List<String> fields, boolean hasMissingRuns, double... values) {
        numbers(
                fields,
                Arrays.stream(values).map(v -> hasMissingRuns ? Double.NaN : v).toArray());
    }

    private static void verdict(List<String> fields, Contrast d, boolean hasMissingRuns) {
        fields.add(
                !hasMissingRuns && d.additionalSeeds().isPresent()
                        ? Integer.toString(d.additionalSeeds().getAsInt())
                        : "");
        fields.add(hasMissingRuns ? DifferenceVerdict.NOT_YET : d.verdict().word());
    }

    private static void numbers(List<String> fields, double... values) {
        Arrays.stream(values).mapToObj(NumberFormats::exact).forEach(fields::add);
    }

    private static void row(StringBuilder out, List<String> fields) {
        out.append(String.join(",", fields.stream().map(CsvView::quoted).toList()))
                .append("\r\n");
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(ch -> ch == ',' || ch == '"' || ch == '\r' || ch == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
