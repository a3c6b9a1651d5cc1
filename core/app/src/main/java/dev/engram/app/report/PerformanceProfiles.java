package dev.engram.app.report;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.TargetHit;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.PerformanceProfile;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Performance profiles over the cost to reach a target. An instance is a problem with a seed that all cells of the
 * problem have run. It is solved when a run reaches the suite's target or, without one, makes {@link
 * #IMPROVEMENT_SHARE} of the improvement from the start to the best value of any variant (the test of Moré and Wild
 * 2009). The cost is the multiply-adds up to that measurement, or the steps if nothing is multiplied.
 */
final class PerformanceProfiles {
    static final double IMPROVEMENT_SHARE = 0.9;
    /** With fewer instances, the steps of the profile are too large to show anything. */
    private static final int MIN_INSTANCES = 5;

    private final List<CellRuns> cells;
    private final ProblemVariants problemVariants;
    /** The target of each cell; empty if some cells have none. */
    private final List<MetricTarget> targets;
    /** The first metric with a direction that was measured during training. */
    private final Optional<MetricInfo> followed;
    /** True if the cost is the steps, because nothing is multiplied. */
    private final boolean costsSteps;

    private PerformanceProfiles(
            List<CellRuns> cells,
            ProblemVariants problemVariants,
            List<MetricInfo> metrics,
            List<Optional<MetricTarget>> targets) {
        this.cells = cells;
        this.problemVariants = problemVariants;
        this.targets = targets.stream().allMatch(Optional::isPresent)
                ? targets.stream().map(Optional::get).toList()
                : List.of();
        this.followed = metrics.stream()
                .filter(m -> m.direction() != 0)
                .filter(m -> runs(cells).anyMatch(r -> trajectory(r, m.name()).length > 1))
                .findFirst();
        this.costsSteps = runs(cells).allMatch(r -> r.cost().multiplyAdds() == 0);
    }

    /**
     * Empty if nothing was measured during training, or if there are too few instances.
     *
     * @param targets the target of each cell
     */
    static Optional<Map<String, Object>> of(
            List<CellRuns> cells,
            ProblemVariants problemVariants,
            List<MetricInfo> metrics,
            List<Optional<MetricTarget>> targets) {
        return new PerformanceProfiles(cells, problemVariants, metrics, targets).chart();
    }

    /**
     * A problem with a seed.
     *
     * @param runs by variant; null for a variant that the problem does not have
     * @param targets by variant; without a target null
     */
    private record Instance(Run[] runs, MetricTarget[] targets) {}

    private static Stream<Run> runs(List<CellRuns> cells) {
        return cells.stream().flatMap(c -> c.runs().stream());
    }

    private Optional<Map<String, Object>> chart() {
        if (targets.isEmpty() && followed.isEmpty()
                || problemVariants.variants().size() < 2) {
            return Optional.empty();
        }
        double[][] costs = instances().stream()
                .map(i -> targets.isEmpty() ? costsToImprovement(i.runs(), followed.get()) : costsToTarget(i))
                .filter(row -> !Arrays.stream(row).allMatch(Double::isNaN))
                .toArray(double[][]::new);
        return costs.length < MIN_INSTANCES ? Optional.empty() : Optional.of(chart(PerformanceProfile.of(costs)));
    }

    private Map<String, Object> chart(PerformanceProfile profile) {
        List<Object> steps = new ArrayList<>();
        List<Object> bands = new ArrayList<>();
        for (int v = 0; v < profile.methods(); v++) {
            double[] solved =
                    Arrays.stream(profile.ratios(v)).filter(Double::isFinite).toArray();
            steps.add(solved);
            int method = v;
            bands.add(Arrays.stream(solved)
                    .distinct()
                    .mapToObj(tau -> band(tau, profile.confidenceBand(method, tau)))
                    .toList());
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put(
                "metric",
                targets.isEmpty()
                        ? followed.get().name()
                        : targets.stream().map(MetricTarget::text).distinct().collect(Collectors.joining(", ")));
        chart.put("aimed", !targets.isEmpty());
        chart.put("cost", costsSteps ? "steps" : "multiply-adds");
        chart.put("share", IMPROVEMENT_SHARE);
        chart.put("instances", profile.problems());
        chart.put("steps", steps);
        chart.put("bands", bands);
        return chart;
    }

    /** Returns the instances that all cells of their problem have run, by problem and seed. */
    private List<Instance> instances() {
        List<SortedMap<Long, Instance>> byProblem = Stream.<SortedMap<Long, Instance>>generate(TreeMap::new)
                .limit(problemVariants.problems().size())
                .toList();
        int variants = problemVariants.variants().size();
        int[] cellsOf = new int[byProblem.size()];
        for (int c = 0; c < cells.size(); c++) {
            int problem = problemVariants.problemOf().get(c);
            int variant = problemVariants.variantOf().get(c);
            cellsOf[problem]++;
            for (Run run : cells.get(c).runs()) {
                Instance instance = byProblem
                        .get(problem)
                        .computeIfAbsent(run.seed(), s -> new Instance(new Run[variants], new MetricTarget[variants]));
                instance.runs()[variant] = run;
                instance.targets()[variant] = targets.isEmpty() ? null : targets.get(c);
            }
        }
        return IntStream.range(0, byProblem.size())
                .boxed()
                .flatMap(p -> byProblem.get(p).values().stream()
                        .filter(i ->
                                Arrays.stream(i.runs()).filter(Objects::nonNull).count() == cellsOf[p]))
                .toList();
    }

    private double[] costsToTarget(Instance instance) {
        double[] costs = new double[instance.runs().length];
        for (int v = 0; v < costs.length; v++) {
            costs[v] = Double.NaN;
            if (instance.runs()[v] != null) {
                TargetHit hit = TargetHit.of(instance.runs()[v], instance.targets()[v]);
                costs[v] = costsSteps ? hit.steps() : hit.multiplyAdds();
            }
        }
        return costs;
    }

    private static double[] band(double tau, ConfidenceInterval share) {
        return new double[] {tau, share.low(), share.high()};
    }

    private double[] costsToImprovement(Run[] runs, MetricInfo metric) {
        double best = Double.NaN;
        double start = Double.NaN;
        double[][][] trajectories = new double[runs.length][][];
        for (int v = 0; v < runs.length; v++) {
            trajectories[v] = runs[v] == null ? new double[0][] : trajectory(runs[v], metric.name());
            for (double[] at : trajectories[v]) {
                best = better(at[1], best, metric.direction()) ? at[1] : best;
            }
            if (trajectories[v].length > 0) { // the worst start; the others have then already improved
                start = better(start, trajectories[v][0][1], metric.direction()) || Double.isNaN(start)
                        ? trajectories[v][0][1]
                        : start;
            }
        }
        double target = start + IMPROVEMENT_SHARE * (best - start);
        double[] costs = new double[runs.length];
        for (int v = 0; v < runs.length; v++) {
            costs[v] = Arrays.stream(trajectories[v])
                    .filter(at -> at[1] == target || better(at[1], target, metric.direction()))
                    .mapToDouble(at -> at[0])
                    .findFirst()
                    .orElse(Double.NaN);
            if (!costsSteps && runs[v] != null && runs[v].cost().steps() > 0) {
                costs[v] *=
                        (double) runs[v].cost().multiplyAdds() / runs[v].cost().steps();
            }
        }
        return costs;
    }

    private static boolean better(double a, double b, int direction) {
        return !Double.isNaN(a) && (Double.isNaN(b) || direction * a > direction * b);
    }

    /** Step and value of each validation measurement. */
    private static double[][] trajectory(Run run, String metric) {
        return run.measurements().stream()
                .filter(m -> m.phase().equals("validation") && m.metric().equals(metric))
                .filter(m -> !Double.isNaN(m.value()))
                .map((Measurement m) -> new double[] {m.step(), m.value()})
                .toArray(double[][]::new);
    }
}
