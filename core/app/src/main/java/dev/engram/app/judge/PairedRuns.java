package dev.engram.app.judge;

import dev.engram.app.run.Plan;
import dev.engram.app.run.Planner;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.judge.Advantages;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.PairDifference;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runs of both sides, made seed by seed. */
final class PairedRuns {
    private final JudgePlan plan;
    private final Planner planner;
    private final Store store;
    private final RunLabels labels;
    private final RunMaker maker;
    /** By cell name and seed. */
    private final Map<String, Map<Long, Run>> runs = new HashMap<>();

    PairedRuns(JudgePlan plan, Planner planner, Store store, RunLabels labels, RunMaker maker) {
        this.plan = plan;
        this.planner = planner;
        this.store = store;
        this.labels = labels;
        this.maker = maker;
        plan.suite().cells().forEach(c -> runs.put(c.name(), new HashMap<>()));
    }

    /**
     * Makes the runs of some seeds that are not stored.
     *
     * @throws JudgeFailedException if a run throws an exception
     */
    void make(List<Long> seeds) throws JudgeFailedException {
        List<Plan.Item> items = planner.items(plan.suite().cells(), seeds, new ArrayList<>());
        Set<String> done = store.done(items.stream().map(Plan.Item::id).toList());
        labels.addMissing(new Plan(plan.suite(), items, List.of()), done, store);
        List<Plan.Item> due = items.stream().filter(i -> !done.contains(i.id())).toList();
        if (!due.isEmpty()) {
            maker.make(labels, due);
        }
        Map<String, Run> byId = new HashMap<>();
        store.find(items.stream().map(Plan.Item::id).toList()).forEach(r -> byId.put(r.id(), r));
        for (Plan.Item i : items) {
            Run run = byId.get(i.id());
            if (run == null || run.outcome() == Outcome.FAILED) {
                throw new JudgeFailedException("the run " + i.name() + " failed"
                        + (run == null || run.reason().isEmpty() ? "" : ": " + run.reason()) + "; nothing is judged");
            }
            runs.get(i.cell().name()).put(i.seed(), run);
        }
    }

    /** Returns the advantage of the candidate on each seed, over all problems. */
    double[] advantages(List<Long> seeds) {
        return Advantages.combine(plan.pairs().stream()
                .map(p -> seeds.stream()
                        .mapToDouble(s -> advantage(
                                run(p.baseline().name(), s), run(p.candidate().name(), s)))
                        .toArray())
                .toList());
    }

    private double advantage(Run baseline, Run candidate) {
        int direction = plan.criterion().metric().direction();
        PairDifference difference = PairDifference.weighted(
                new double[] {1, -1},
                new double[] {
                    value(candidate, plan.criterion().metric()),
                    value(baseline, plan.criterion().metric())
                },
                direction);
        return direction * difference.asDouble();
    }

    /** Returns the value of a run; NaN for a miss, such as a run that diverged. */
    private static double value(Run run, MetricInfo metric) {
        return run.outcome().isMiss() ? Double.NaN : run.lastValue(metric.name());
    }

    /** Returns the mean of a metric over the seeds on which both sides have a value; NaN if there are none. */
    double mean(boolean candidate, List<Long> seeds) {
        return plan.pairs().stream()
                .flatMapToDouble(p -> seeds.stream()
                        .filter(s -> isFinite(p.baseline(), s) && isFinite(p.candidate(), s))
                        .mapToDouble(s -> value(
                                run(side(p, candidate).name(), s),
                                plan.criterion().metric())))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the number of seeds on which a side has no value on some problem. */
    int misses(boolean candidate, List<Long> seeds) {
        return (int) seeds.stream()
                .filter(s -> plan.pairs().stream().anyMatch(p -> !isFinite(side(p, candidate), s)))
                .count();
    }

    private static Suite.Cell side(JudgePlan.Pair pair, boolean candidate) {
        return candidate ? pair.candidate() : pair.baseline();
    }

    private boolean isFinite(Suite.Cell cell, long seed) {
        return Double.isFinite(value(run(cell.name(), seed), plan.criterion().metric()));
    }

    /** Returns whether both sides have the same final parameters, in every bit, on all problems and these seeds. */
    boolean isIdentical(List<Long> seeds) {
        return plan.pairs().stream()
                .allMatch(p -> seeds.stream()
                        .allMatch(s -> run(p.baseline().name(), s)
                                .hash()
                                .equals(run(p.candidate().name(), s).hash())));
    }

    /** Returns whether no run depends on its seed. */
    boolean ignoresSeeds(List<Long> seeds) {
        return plan.suite().cells().stream()
                .allMatch(c -> seeds.stream()
                                .map(s -> run(c.name(), s).hash())
                                .distinct()
                                .count()
                        == 1);
    }

    private Run run(String cell, long seed) {
        return runs.get(cell).get(seed);
    }
}
