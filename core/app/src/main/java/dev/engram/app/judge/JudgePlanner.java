package dev.engram.app.judge;

import dev.engram.app.results.MetricDirections;
import dev.engram.app.results.Tuner;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.Planner;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.text.ShellWord;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problem;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Turns the question of a user into the cells to run, and finds every error before anything is run. */
public final class JudgePlanner {
    private static final String VARIANT = "variant";
    private static final String LOSS = "loss";

    private final Planner planner;
    private final PlanChecker checker;
    private final Tuner tuner;
    private final MetricDirections directions;
    private final Runner runner;
    private final ContestantResolver contestants;

    @Inject
    public JudgePlanner(
            Planner planner,
            PlanChecker checker,
            Tuner tuner,
            MetricDirections directions,
            Runner runner,
            ContestantResolver contestants) {
        this.planner = planner;
        this.checker = checker;
        this.tuner = tuner;
        this.directions = directions;
        this.runner = runner;
        this.contestants = contestants;
    }

    /**
     * Makes the plan.
     *
     * @param plan the plan of the suite as it is
     * @param store the stored runs, which a tuned suite needs; empty if there is no store
     * @throws InvalidPlanException if there is no such cell, component or metric, or if the parts are incompatible
     */
    public JudgePlan plan(JudgeRequest request, Plan plan, Optional<Store> store) throws InvalidPlanException {
        Plan chosen = plan.suite().tuning().isPresent() ? tuned(plan, store) : plan;
        ContestantResolver.Contestant baseline = contestants.baseline(request.baseline(), request.cell(), chosen);
        ContestantResolver.Contestant candidate = contestants.candidate(request.candidate(), baseline, chosen);
        List<JudgePlan.Pair> pairs = pairs(baseline, candidate);
        List<Suite.Cell> cells = pairs.stream().flatMap(JudgePlan.Pair::cells).toList();
        Suite suite = chosen.suite();
        Suite judged = new Suite(
                suite.name(),
                suite.about(),
                suite.file(),
                cells,
                suite.seeds(),
                new Suite.Options(
                        new DesignPlan(List.of(), Set.of()),
                        List.of(),
                        Suite.IncompatibleCells.ERROR,
                        false,
                        suite.ignoredLintRules(),
                        false,
                        List.of()),
                Optional.empty());
        check(judged, pairs, candidate);
        MetricInfo metric = metric(request, judged, candidate);
        if (request.margin().isPresent() && pairs.size() > 1) {
            throw ContestantResolver.problem(
                    "--margin",
                    Double.toString(request.margin().getAsDouble()),
                    "the margin is in units of " + metric.name() + " on one problem, but the suite has " + pairs.size()
                            + "; name the baseline with its problem, such as --baseline '"
                            + pairs.get(0).baseline().name() + "'");
        }
        return new JudgePlan(
                suite,
                judged,
                pairs,
                side(baseline, suite),
                side(candidate, suite),
                new JudgePlan.Criterion(metric, request.margin()),
                request.atMost());
    }

    /** Returns the plan with the tuned hyperparameters. */
    private Plan tuned(Plan plan, Optional<Store> store) throws InvalidPlanException {
        TuningState state = tuner.state(plan, store);
        Set<String> done = store.map(s -> s.done(state.trials().ids())).orElse(Set.of());
        if (!done.containsAll(state.trials().ids())) {
            throw ContestantResolver.problem(
                    plan.suite().file().toString(),
                    "tune",
                    "the suite tunes hyperparameters, and not all trials are done; first make them with 'engram run "
                            + ShellWord.quote(plan.suite().file()) + "'");
        }
        return state.plan();
    }

    private static JudgePlan.Side side(ContestantResolver.Contestant c, Suite suite) {
        OptionalInt trials = suite.tuning()
                .map(t -> OptionalInt.of(c.component().isPresent() ? 0 : trials(t, c.cells())))
                .orElse(OptionalInt.empty());
        return new JudgePlan.Side(c.name(), c.component(), trials);
    }

    private static int trials(Tuning tuning, List<Suite.Cell> cells) {
        return cells.stream()
                .map(c -> tuning.spaces().get(c.name()))
                .mapToInt(s -> s == null || s.isEmpty() ? 0 : tuning.trials())
                .min()
                .orElse(0);
    }

    private static List<JudgePlan.Pair> pairs(
            ContestantResolver.Contestant baseline, ContestantResolver.Contestant candidate)
            throws InvalidPlanException {
        List<JudgePlan.Pair> pairs = new ArrayList<>();
        for (Suite.Cell b : baseline.cells()) {
            Suite.Cell c = candidate.cells().stream()
                    .filter(o -> o.problem().equals(b.problem()))
                    .findFirst()
                    .orElseThrow(() -> ContestantResolver.problem(
                            "--candidate",
                            candidate.name(),
                            "it is not run on the problem " + b.problem().orElseThrow() + ", but the baseline is"));
            pairs.add(new JudgePlan.Pair(
                    renamed(b, baseline.name(), ""),
                    renamed(c, candidate.name(), candidate.name().equals(baseline.name()) ? " (candidate)" : "")));
        }
        return pairs;
    }

    private static Suite.Cell renamed(Suite.Cell cell, String name, String suffix) {
        String variant = name + suffix;
        Map<String, String> axes = new LinkedHashMap<>();
        cell.problem().ifPresent(p -> axes.put("problem", p));
        axes.put(VARIANT, variant);
        String full = cell.problem().map(p -> p + ", ").orElse("") + variant;
        return new Suite.Cell(full, variant, axes, cell.spec(), cell.locations());
    }

    /** Finds incompatible parts, folds, and a candidate that is the baseline. */
    private void check(Suite judged, List<JudgePlan.Pair> pairs, ContestantResolver.Contestant candidate)
            throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        List<Plan.Item> items =
                planner.items(judged.cells(), List.of(judged.seeds().get(0)), problems);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        if (items.stream().map(Plan.Item::id).distinct().count() <= pairs.size()) {
            throw ContestantResolver.problem(
                    "--candidate", candidate.name(), "it is the baseline: both have the same settings in every cell");
        }
        for (Suite.Cell c : judged.cells()) {
            if (c.spec().task() instanceof RunSpec.Learning l
                    && l.data().settings().splitting().folds() > 0) {
                throw ContestantResolver.problem(
                        judged.file().toString(),
                        "data.folds",
                        "the seeds of this suite are folds, which share training data; a judgment needs independent"
                                + " seeds: remove it");
            }
        }
        checker.check(new Plan(judged, items, List.of()), items);
    }

    private MetricInfo metric(JudgeRequest request, Suite judged, ContestantResolver.Contestant candidate)
            throws InvalidPlanException {
        Suite.Cell cell = judged.cells().get(0);
        List<String> names = cell.spec().task() instanceof RunSpec.Descent
                ? List.of("value")
                : runner.check(cell.spec().resolve(judged.seeds().get(0))).metrics();
        List<MetricInfo> usable = names.stream()
                .map(n -> new MetricInfo(n, directions.direction(judged, n)))
                .filter(m -> m.direction() != 0)
                .toList();
        boolean otherLoss =
                candidate.component().filter(r -> r.entry().kind() == Kind.LOSS).isPresent();
        List<String> choices = usable.stream().map(MetricInfo::name).toList();
        String name = request.metric()
                .orElseGet(() -> choices.stream()
                        .filter(n -> !(otherLoss && n.equals(LOSS)))
                        .findFirst()
                        .orElse(""));
        if (otherLoss && name.equals(LOSS)) {
            throw ContestantResolver.problem(
                    "--metric", name, "the losses of the two have different units; choose a metric that both share");
        }
        return usable.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ContestantResolver.problem(
                        "--metric",
                        name,
                        (name.isEmpty()
                                        ? "the suite measures nothing by which the two can be judged; add a metric to"
                                                + " measure"
                                        : "the suite does not measure '" + name
                                                + "', or neither of its directions is better")
                                + NameSuggestions.choice(choices)));
    }
}
