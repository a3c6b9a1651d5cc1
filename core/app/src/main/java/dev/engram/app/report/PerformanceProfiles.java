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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

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

    private PerformanceProfiles() {}

    /**
     * Empty if nothing was measured during training, or if there are too few instances.
     *
     * @param goals the target of each cell
     */
    static Optional<Map<String, Object>> of(
            List<CellRuns> cells,
            ProblemVariants problemVariants,
            List<MetricInfo> metrics,
            List<Optional<MetricTarget>> goals) {
        Optional<MetricInfo> followed = metrics.stream()
                .filter(m -> m.direction() != 0)
                .filter(m -> cells.stream()
                        .flatMap(c -> c.runs().stream())
                        .anyMatch(r -> trajectory(r, m.name()).length > 1))
                .findFirst();
        boolean hasTarget = goals.stream().allMatch(Optional::isPresent);
        if (!hasTarget && followed.isEmpty() || problemVariants.variants().size() < 2) {
            return Optional.empty();
        }
        boolean withoutMultiplyAdds = cells.stream()
                .flatMap(c -> c.runs().stream())
                .allMatch(r -> r.cost().multiplyAdds() == 0);
        Map<Long, MetricTarget> targets = new HashMap<>();
        for (int c = 0; hasTarget && c < cells.size(); c++) {
            targets.put(problemVariantIndex(problemVariants, c), goals.get(c).get());
        }
        Map<List<Long>, Run[]> instances = new TreeMap<>((a, b) -> Arrays.compare(
                a.stream().mapToLong(v -> v).toArray(),
                b.stream().mapToLong(v -> v).toArray()));
        for (int c = 0; c < cells.size(); c++) {
            for (Run run : cells.get(c).runs()) {
                instances
                        .computeIfAbsent(
                                List.of((long) problemVariants.problemOf().get(c), run.seed()),
                                k -> new Run[problemVariants.variants().size()])[
                        problemVariants.variantOf().get(c)] = run;
            }
        }
        Map<Integer, Long> cellsOf =
                problemVariants.problemOf().stream().collect(Collectors.groupingBy(p -> p, Collectors.counting()));
        instances
                .entrySet()
                .removeIf(i ->
                        Arrays.stream(i.getValue()).filter(Objects::nonNull).count()
                                < cellsOf.get((int) (long) i.getKey().get(0)));
        List<double[]> costs = new ArrayList<>();
        instances.forEach((at, runs) -> costs.add(
                hasTarget
                        ? costsToTarget(
                                runs,
                                v -> targets.get(
                                        at.get(0) * problemVariants.variants().size() + v),
                                withoutMultiplyAdds)
                        : costsToImprovement(runs, followed.get(), withoutMultiplyAdds)));
        costs.removeIf(row -> Arrays.stream(row).allMatch(Double::isNaN));
        if (costs.size() < MIN_INSTANCES) {
            return Optional.empty();
        }
        PerformanceProfile profile = PerformanceProfile.of(costs.toArray(double[][]::new));
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
        Map<String, Object> found = new LinkedHashMap<>();
        found.put(
                "metric",
                hasTarget
                        ? goals.stream().map(g -> g.get().text()).distinct().collect(Collectors.joining(", "))
                        : followed.get().name());
        found.put("aimed", hasTarget);
        found.put("cost", withoutMultiplyAdds ? "steps" : "multiply-adds");
        found.put("share", IMPROVEMENT_SHARE);
        found.put("instances", profile.problems());
        found.put("steps", steps);
        found.put("bands", bands);
        return Optional.of(found);
    }

    private static double[] band(double tau, ConfidenceInterval share) {
        return new double[] {tau, share.low(), share.high()};
    }

    /** An index for a cell's problem and variant. */
    private static long problemVariantIndex(ProblemVariants problemVariants, int cell) {
        return (long) problemVariants.problemOf().get(cell)
                        * problemVariants.variants().size()
                + problemVariants.variantOf().get(cell);
    }

    private static double[] costsToTarget(Run[] runs, LongFunction<MetricTarget> goals, boolean withoutMultiplyAdds) {
        double[] costs = new double[runs.length];
        for (int v = 0; v < runs.length; v++) {
            costs[v] = Double.NaN;
            if (runs[v] != null) {
                TargetHit hit = TargetHit.of(runs[v], goals.apply(v));
                costs[v] = withoutMultiplyAdds ? hit.steps() : hit.multiplyAdds();
            }
        }
        return costs;
    }

    private static double[] costsToImprovement(Run[] runs, MetricInfo metric, boolean withoutMultiplyAdds) {
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
            if (!withoutMultiplyAdds && runs[v] != null && runs[v].cost().steps() > 0) {
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
