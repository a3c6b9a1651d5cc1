package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.CorrectExamples;
import dev.engram.engine.compare.DesignEvaluation;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.ProblemRuns;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.design.Design;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.prose.BoundaryWarnings;
import dev.engram.engine.prose.DivergenceBias;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.MeasurementName;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the stored runs of a suite. */
public final class ResultsCollector {
    /** The metrics that are coordinates of a point on a landscape. */
    private static final Pattern COORDINATE = Pattern.compile("x\\d+");

    private static final int MAX_COORDINATES = 3;

    private final MetricDirections metricDirections;
    private final Tuner tuner;

    @Inject
    public ResultsCollector(MetricDirections metricDirections, Tuner tuner) {
        this.metricDirections = metricDirections;
        this.tuner = tuner;
    }

    /** Compares the stored runs of a suite; runs that are not stored count as missing. */
    public SuiteResults collect(Plan plan, Store store) {
        return collect(plan, RunRepository.of(store));
    }

    /** Compares the stored runs of a suite; runs that are not stored count as missing. */
    public SuiteResults collect(Plan plan, RunRepository store) {
        if (plan.suite().tuning().isEmpty()) {
            return collect(plan, store, Optional.empty());
        }
        TuningState tuningState = tuner.state(plan, store);
        return collect(tuningState.plan(), store, Optional.of(tuningState.tuningSummary()));
    }

    private SuiteResults collect(Plan plan, RunRepository store, Optional<TuningSummary> tuned) {
        return plan.suite().untilDecided()
                ? compare(plan.withFirstSeeds(new SeedsUntilDecided(this, plan, store).compared()), store, tuned)
                : compare(plan, store, tuned);
    }

    /** Returns the seeds of which runs are to be made next; the last of them are new. Empty if all are decided. */
    public List<Long> nextSeeds(Plan plan, Store store, int atOnce) {
        return new SeedsUntilDecided(this, plan, RunRepository.of(store)).next(atOnce);
    }

    /** Compares the runs of a plan, whatever decided about the number of its seeds. */
    SuiteResults compare(Plan plan, RunRepository store, Optional<TuningSummary> tuned) {
        Suite suite = plan.suite();
        Map<String, Run> runs = new HashMap<>();
        store.find(plan.ids()).forEach(r -> runs.put(r.id(), r));
        List<CellRuns> cells = cells(plan, runs, store);
        Design design = plan.design();
        DesignEvaluation evaluation = DesignEvaluation.of(design, problems(plan, runs, cells));
        return new SuiteResults(
                plan,
                cells,
                new SuiteComparison(
                        suite.name(),
                        evaluation.parts(),
                        Optional.of(design).filter(d -> d.family() > 0),
                        evaluation.overall(),
                        new SuiteComparison.NotRun(
                                plan.excluded(),
                                ImportedCells.of(store.imported(suite.name()))
                                        .compare(plan, cells, n -> metricDirections.direction(suite, n))),
                        tuned,
                        warnings(suite, evaluation.parts(), tuned)),
                store.imported(suite.name()));
    }

    /** Returns the stored runs of each cell, in the order of the plan. */
    private static List<CellRuns> cells(Plan plan, Map<String, Run> runs, RunRepository store) {
        Map<String, List<Plan.Item>> items = plan.byCell();
        List<Suite.Cell> planned = plan.cells();
        List<CellRuns> cells = new ArrayList<>();
        for (Suite.Cell cell : planned) {
            List<Run> ofCell = items.get(cell.name()).stream()
                    .map(i -> runs.get(i.id()))
                    .filter(Objects::nonNull)
                    .toList();
            Map<Long, CorrectExamples> correctExamples = planned.size() > 1 ? correctExamples(ofCell, store) : Map.of();
            cells.add(new CellRuns(cell.name(), cell.axes(), ofCell, correctExamples));
        }
        return cells;
    }

    /** Divides the cells by problem, on which they are named by their variant. */
    private List<ProblemRuns> problems(Plan plan, Map<String, Run> runs, List<CellRuns> cells) {
        Suite suite = plan.suite();
        Map<Optional<String>, List<CellRuns>> byProblem = new LinkedHashMap<>();
        List<Suite.Cell> planned = plan.cells();
        for (int i = 0; i < planned.size(); i++) {
            Suite.Cell cell = planned.get(i);
            CellRuns of = cells.get(i);
            byProblem
                    .computeIfAbsent(cell.problem(), k -> new ArrayList<>())
                    .add(new CellRuns(cell.variant(), of.axes(), of.runs(), of.correctExamples()));
        }
        int missing = cells.size() * suite.seeds().size()
                - cells.stream().mapToInt(c -> c.runs().size()).sum();
        List<ProblemRuns> problems = new ArrayList<>();
        byProblem.forEach((problem, ofProblem) -> {
            List<MetricInfo> metrics = metrics(
                    suite,
                    plan.items().stream()
                            .filter(i -> i.cell().problem().equals(problem))
                            .map(i -> runs.get(i.id()))
                            .filter(Objects::nonNull)
                            .toList());
            String title = suite.name() + problem.map(p -> ": " + p).orElse("");
            problems.add(new ProblemRuns(problem, title, ofProblem, metrics, design(suite, plan, problem, missing)));
        });
        return problems;
    }

    private static Map<Long, CorrectExamples> correctExamples(List<Run> runs, RunRepository store) {
        Map<String, Predictions> predictions =
                store.predictions(runs.stream().map(Run::id).toList());
        Map<Long, CorrectExamples> correctExamples = new HashMap<>();
        runs.stream().filter(r -> predictions.containsKey(r.id())).forEach(r -> {
            Predictions p = predictions.get(r.id());
            correctExamples.put(r.seed(), new CorrectExamples(p.testSetHash(), p.count(), p.correct()));
        });
        return correctExamples;
    }

    /** Returns the design of one problem. It has a target, and folds, only if these are the same for all its cells. */
    private ComparisonDesign design(Suite suite, Plan plan, Optional<String> problem, int missing) {
        List<RunSpec> specs = plan.cells().stream()
                .filter(c -> c.problem().equals(problem))
                .map(Suite.Cell::spec)
                .toList();
        List<Optional<MetricTarget>> targets = specs.stream()
                .map(s -> metricDirections.target(suite, s))
                .distinct()
                .toList();
        List<OptionalDouble> folds = specs.stream()
                .map(s -> s.task() instanceof RunSpec.Learning l
                        ? l.data().settings().splitting().testTrainRatio()
                        : OptionalDouble.empty())
                .distinct()
                .toList();
        return new ComparisonDesign(
                suite.seeds().size(),
                folds.size() == 1 ? folds.get(0) : OptionalDouble.empty(),
                targets.size() == 1 ? targets.get(0) : Optional.empty(),
                missing,
                suite.untilDecided(),
                specs.stream().map(s -> s.training().selection().keep()).collect(Collectors.toSet()));
    }

    /** Returns warnings about the results, now that the metric of the comparison is known. */
    private static List<String> warnings(Suite suite, List<SuiteComparison.Part> parts, Optional<TuningSummary> tuned) {
        Optional<String> metric = parts.stream()
                .flatMap(p -> p.comparison().metrics().stream().limit(1))
                .map(MetricInfo::name)
                .findFirst();
        List<String> warnings = new ArrayList<>(
                Linter.lint(suite, metric).stream().map(Warning::text).toList());
        if (!suite.ignoredLintRules().containsKey(Linter.DROPPED_DIVERGENCES)) {
            parts.forEach(p -> DivergenceBias.of(p.comparison())
                    .ifPresent(s ->
                            warnings.add(p.problem().map(n -> "on " + n + " ").orElse("") + s + " ["
                                    + Linter.DROPPED_DIVERGENCES + "]")));
        }
        if (!suite.ignoredLintRules().containsKey(Linter.OPTIMUM_ON_BORDER)) {
            Stream.concat(BoundaryWarnings.of(parts).stream(), tuned.flatMap(TuningNotes::boundaryWarning).stream())
                    .forEach(b -> warnings.add(b + " [" + Linter.OPTIMUM_ON_BORDER + "]"));
        }
        return warnings;
    }

    /**
     * Returns the metrics of the tests, then those of the training, each in the order of measurement. Details of
     * metrics are summarized separately, in {@link dev.engram.engine.compare.cell.CellMeasurements#details}.
     */
    private List<MetricInfo> metrics(Suite suite, List<Run> runs) {
        Set<String> names = new LinkedHashSet<>();
        for (String phase : List.of("test", "probe")) {
            runs.forEach(r -> r.measurements().stream()
                    .filter(m -> m.phase().equals(phase) && !MeasurementName.isDetail(m.metric()))
                    .forEach(m -> names.add(m.metric())));
        }
        return names.stream()
                .map(n -> new MetricInfo(n, metricDirections.direction(suite, n), shown(suite, n, runs)))
                .toList();
    }

    /** Returns whether to show a metric. Coordinates are shown if they are few and a run ended at an unknown point. */
    private static boolean shown(Suite suite, String name, List<Run> runs) {
        if (!MetricDirections.onLandscapes(suite) || !COORDINATE.matcher(name).matches()) {
            return true;
        }
        boolean unknownEnd = runs.stream()
                .flatMap(r -> r.measurements().stream())
                .anyMatch(m -> m.phase().equals(Measurement.END) && m.metric().equals(Measurement.UNKNOWN_LOCATION));
        long coordinates = runs.stream()
                .flatMap(r -> r.measurements().stream())
                .filter(m -> m.phase().equals("test"))
                .map(Measurement::metric)
                .filter(m -> COORDINATE.matcher(m).matches())
                .distinct()
                .count();
        return unknownEnd && coordinates <= MAX_COORDINATES && suite.seeds().size() == 1;
    }
}
