package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.CellMeasurements;
import dev.engram.engine.compare.cell.CostSummary;
import dev.engram.engine.compare.cell.LandscapeResult;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.Question;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.design.ReferenceCells;
import dev.engram.engine.design.UnansweredQuestion;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.ContrastValues;
import dev.engram.engine.significance.FamilyCorrection;
import dev.engram.engine.significance.PairedComparison;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The evaluation of one problem in two steps: the p value of each question, then, with the correction over the whole
 * family, the comparison.
 */
final class ProblemEvaluation {
    private final ProblemRuns runs;
    private final ReferenceCells references;
    private final List<Question> questions;
    private final List<UnansweredQuestion> unanswered;
    private final Map<String, CellRuns> cells = new LinkedHashMap<>();
    private final Map<String, CellResults> results = new LinkedHashMap<>();
    private final Bootstrap bootstrap = new Bootstrap();
    private final List<PairedComparison> answers;

    private ProblemEvaluation(
            ProblemRuns runs,
            ReferenceCells references,
            List<Question> questions,
            List<UnansweredQuestion> unanswered) {
        this.runs = runs;
        this.references = references;
        this.questions = runs.metrics().isEmpty() ? List.of() : questions;
        this.unanswered = runs.metrics().isEmpty() ? List.of() : unanswered;
        runs.cells().forEach(c -> cells.put(c.name(), c));
        runs.cells().forEach(c -> results.put(c.name(), new CellResults(c)));
        answers = this.questions.stream()
                .map(q -> answer(q.terms(), runs.metrics().get(0)))
                .toList();
    }

    static ProblemEvaluation of(Design design, ProblemRuns runs) {
        return new ProblemEvaluation(
                runs,
                ReferenceCells.of(design, runs.problem()),
                design.questions(runs.problem()),
                design.unanswered().stream()
                        .filter(u -> u.question().problem().equals(runs.problem()))
                        .toList());
    }

    /**
     * Compares all cells with one of them.
     *
     * @param baseline its name; if empty, the cell with the best median by the first metric
     */
    static Comparison against(Optional<String> baseline, ProblemRuns runs) {
        Optional<String> reference = baseline.or(() -> best(runs));
        List<String> names = runs.cells().stream().map(CellRuns::name).toList();
        if (reference.filter(r -> !names.contains(r)).isPresent()) {
            throw new IllegalArgumentException("there is no cell '" + reference.get() + "' to be the baseline");
        }
        Factor factor = new Factor(
                "cell",
                names.stream()
                        .map(n -> new Factor.Level(n, n, OptionalDouble.empty()))
                        .toList(),
                reference);
        Design design = Design.of(
                new DesignPlan(List.of(factor), EnumSet.of(QuestionKind.CELL)),
                names.stream()
                        .map(n -> new DesignCell(n, runs.problem(), Map.of("cell", n), Optional.empty()))
                        .toList());
        ProblemEvaluation evaluation = of(design, runs);
        return evaluation.comparison(FamilyCorrection.of(evaluation.p()), baseline);
    }

    /** The cell with the best median by the first metric, where misses count as the worst; the first of equals. */
    private static Optional<String> best(ProblemRuns runs) {
        if (runs.cells().size() < 2
                || runs.metrics().isEmpty()
                || runs.metrics().get(0).direction() == 0) {
            return Optional.empty();
        }
        MetricInfo metric = runs.metrics().get(0);
        Bootstrap bootstrap = new Bootstrap();
        Optional<String> best = Optional.empty();
        double highest = Double.NaN;
        for (CellRuns cell : runs.cells()) {
            double value = metric.direction()
                    * new CellResults(cell).median(metric, bootstrap).value();
            if (!Double.isNaN(value) && !(value <= highest)) {
                best = Optional.of(cell.name());
                highest = value;
            }
        }
        return best;
    }

    private PairedComparison answer(List<Map<String, Double>> terms, MetricInfo metric) {
        Map<String, SortedMap<Long, Double>> bySeed = new LinkedHashMap<>();
        terms.stream()
                .flatMap(t -> t.keySet().stream())
                .filter(results::containsKey)
                .forEach(c -> bySeed.put(c, results.get(c).bySeed(metric)));
        ContrastValues values = ContrastValues.of(terms, bySeed, metric.direction());
        return runs.settings().untilDecided()
                ? PairedComparison.anytime(values, metric.direction(), bootstrap)
                : PairedComparison.of(
                        values, metric.direction(), runs.settings().testPerTrain(), bootstrap);
    }

    /** The p of each question, by the first metric; NaN if nothing could be compared. */
    double[] p() {
        return answers.stream().mapToDouble(PairedComparison::p).toArray();
    }

    /** @param significances of the questions, after the correction over the family */
    Comparison comparison(List<Contrast.Significance> significances) {
        return comparison(significances, references.name());
    }

    private Comparison comparison(List<Contrast.Significance> significances, Optional<String> baseline) {
        List<Contrast> contrasts = Contrast.family(answers, significances);
        List<Map<String, Contrast>> differences = new ArrayList<>();
        for (int m = 0; m < runs.metrics().size(); m++) {
            differences.add(
                    m == 0 && asksAboutCells()
                            ? ofCells(contrasts)
                            : ofCells(runs.metrics().get(m)));
        }
        ComparisonDesign settings = runs.settings();
        Map<String, TimeToTarget> times = settings.target()
                .map(t -> TimeToTarget.of(runs.cells(), references.byCell(), t, settings, bootstrap))
                .orElse(Map.of());
        int seen = (int) runs.cells().stream()
                .flatMap(c -> c.runs().stream())
                .mapToLong(Run::seed)
                .distinct()
                .count();
        int seeds = Math.max(settings.seeds(), seen);
        boolean landscapes =
                runs.cells().stream().flatMap(c -> c.runs().stream()).anyMatch(LandscapeResult::onLandscape);
        List<CellSummary> summaries = runs.cells().stream()
                .map(cell -> new CellSummary(
                        cell.name(),
                        cell.axes(),
                        new CellSummary.Role(
                                baseline.isPresent() && references.cells().contains(cell.name()),
                                Optional.ofNullable(references.byCell().get(cell.name()))),
                        new RunCounts(seeds, outcomes(cell), lossFactor(cell)),
                        measurements(cell, differences, landscapes),
                        Optional.ofNullable(times.get(cell.name())),
                        reference(cell).flatMap(r -> McNemarComparison.of(cell, r))))
                .toList();
        return new Comparison(
                runs.title(), baseline, references.name(), runs.metrics(), summaries, settings, results(contrasts));
    }

    private Optional<CellRuns> reference(CellRuns cell) {
        return Optional.ofNullable(references.byCell().get(cell.name())).map(cells::get);
    }

    private boolean asksAboutCells() {
        return questions.stream().anyMatch(q -> q.kind() == QuestionKind.CELL);
    }

    /** The answers about cells, by cell. */
    private Map<String, Contrast> ofCells(List<Contrast> contrasts) {
        Map<String, Contrast> byCell = new LinkedHashMap<>();
        for (int i = 0; i < contrasts.size(); i++) {
            if (questions.get(i).kind() == QuestionKind.CELL) {
                byCell.put(questions.get(i).cell(), contrasts.get(i));
            }
        }
        return byCell;
    }

    /** The differences of all cells from their references, in a metric that has its own family. */
    private Map<String, Contrast> ofCells(MetricInfo metric) {
        List<String> cells = List.copyOf(references.byCell().keySet());
        List<Contrast> contrasts = Contrast.family(cells.stream()
                .map(c -> answer(List.of(difference(c, references.byCell().get(c))), metric))
                .toList());
        Map<String, Contrast> byCell = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            byCell.put(cells.get(i), contrasts.get(i));
        }
        return byCell;
    }

    private static Map<String, Double> difference(String cell, String reference) {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put(cell, 1.0);
        weights.put(reference, -1.0);
        return weights;
    }

    private CellMeasurements measurements(CellRuns cell, List<Map<String, Contrast>> differences, boolean landscapes) {
        CellResults of = results.get(cell.name());
        List<MetricSummary> metrics = new ArrayList<>();
        for (int m = 0; m < runs.metrics().size(); m++) {
            MetricInfo metric = runs.metrics().get(m);
            metrics.add(new MetricSummary(
                    metric,
                    of.estimate(metric, runs.settings().testPerTrain()),
                    of.median(metric, bootstrap),
                    Optional.ofNullable(differences.get(m).get(cell.name()))));
        }
        return new CellMeasurements(
                metrics,
                of.details(runs.settings().testPerTrain()),
                cost(cell),
                landscapes ? LandscapeResult.of(cell.runs()) : List.of(),
                cell.runs().stream().flatMap(r -> r.notLocal().stream()).findFirst());
    }

    private static CostSummary cost(CellRuns cell) {
        List<Cost> costs = cell.runs().stream()
                .filter(r -> r.outcome().hasResults())
                .map(Run::cost)
                .toList();
        return CostSummary.of(costs);
    }

    private static OptionalDouble lossFactor(CellRuns cell) {
        return cell.runs().stream()
                .flatMapToDouble(r -> Explosion.factor(r.result()).stream())
                .max();
    }

    private static Map<Outcome, Integer> outcomes(CellRuns cell) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome o : Outcome.values()) {
            counts.put(
                    o, (int) cell.runs().stream().filter(r -> r.outcome() == o).count());
        }
        return Collections.unmodifiableMap(counts);
    }

    private List<QuestionResult> results(List<Contrast> contrasts) {
        List<QuestionResult> all = new ArrayList<>();
        for (int i = 0; i < contrasts.size(); i++) {
            Question q = questions.get(i);
            all.add(new QuestionResult(
                    q, runs.metrics().get(0).name(), contrasts.get(i), costRatio(q), Optional.empty()));
        }
        List<PairedComparison> nothing = unanswered.stream()
                .map(u -> answer(List.of(), runs.metrics().get(0)))
                .toList();
        List<Contrast> notCompared = Contrast.family(nothing);
        for (int i = 0; i < unanswered.size(); i++) {
            all.add(new QuestionResult(
                    unanswered.get(i).question(),
                    runs.metrics().get(0).name(),
                    notCompared.get(i),
                    Double.NaN,
                    Optional.of(unanswered.get(i).cell() + " is not run: "
                            + unanswered.get(i).reason())));
        }
        return all;
    }

    /** The mean multiply-adds of the cells with a weight above 0 over those of the others. */
    private double costRatio(Question q) {
        if (q.kind() != QuestionKind.CELL && q.kind() != QuestionKind.MAIN_EFFECT) {
            return Double.NaN;
        }
        double here = 0;
        double there = 0;
        for (Map.Entry<String, Double> e : q.weights().entrySet()) {
            double cost = Optional.ofNullable(cells.get(e.getKey()))
                    .map(c -> cost(c).multiplyAdds())
                    .orElse(Double.NaN);
            if (e.getValue() > 0) {
                here += cost;
            } else {
                there += cost;
            }
        }
        return there > 0 ? here / there : Double.NaN;
    }
}
