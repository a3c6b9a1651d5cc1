package dev.engram.engine.compare;

import dev.engram.engine.statistics.PerformanceProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The number of problems on which a variant reaches the target within tau times the cost of the cheapest variant (Dolan
 * and Moré 2002). The cost on a problem is the median over seeds; if half or more of them miss, it is a miss.
 *
 * @param cost unit of the cost: {@code multiply-adds}, or {@code steps} if nothing is multiplied
 * @param problems with a target, runs of every variant, and a variant that reaches the target
 * @param unsolved problems whose target no variant reaches
 * @param costs by problem and variant; infinite for a miss
 */
public record TargetProfile(
        String cost, List<String> problems, List<String> unsolved, List<String> variants, double[][] costs) {
    /** The factor up to which scores are averaged. */
    public static final double MAX_RATIO = 4;

    public TargetProfile {
        problems = List.copyOf(problems);
        unsolved = List.copyOf(unsolved);
        variants = List.copyOf(variants);
        costs = Arrays.stream(costs).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double[][] costs() {
        return Arrays.stream(costs).map(double[]::clone).toArray(double[][]::new);
    }

    /** Empty for fewer than two variants, or fewer than two problems whose target some variant reaches. */
    public static Optional<TargetProfile> of(List<SuiteComparison.Part> parts) {
        List<SuiteComparison.Part> goals = parts.stream()
                .filter(p -> p.problem().isPresent()
                        && p.comparison().design().target().isPresent())
                .toList();
        List<String> variants = goals.stream()
                .flatMap(p -> p.comparison().cells().stream())
                .map(CellSummary::name)
                .distinct()
                .filter(v -> goals.stream()
                        .allMatch(p -> timeToTarget(p, v).filter(r -> r.n() > 0).isPresent()))
                .toList();
        boolean free = goals.stream()
                .flatMap(p -> p.comparison().cells().stream())
                .flatMap(c -> c.timeToTarget().stream())
                .allMatch(r -> !(r.multiplyAdds().value() > 0)
                        || Double.isInfinite(r.multiplyAdds().value()));
        List<String> problems = new ArrayList<>();
        List<String> unsolved = new ArrayList<>();
        List<double[]> costs = new ArrayList<>();
        for (SuiteComparison.Part p : goals) {
            double[] row = variants.stream()
                    .map(v -> timeToTarget(p, v).orElseThrow())
                    .mapToDouble(r -> (free ? r.steps() : r.multiplyAdds()).value())
                    .toArray();
            boolean solved = IntStream.range(0, row.length).anyMatch(i -> Double.isFinite(row[i]));
            (solved ? problems : unsolved).add(p.problem().orElseThrow());
            if (solved) {
                costs.add(row);
            }
        }
        return variants.size() < 2 || problems.size() < 2
                ? Optional.empty()
                : Optional.of(new TargetProfile(
                        free ? "steps" : "multiply-adds",
                        problems,
                        unsolved,
                        variants,
                        costs.toArray(double[][]::new)));
    }

    private static Optional<TimeToTarget> timeToTarget(SuiteComparison.Part part, String variant) {
        return part.comparison().cells().stream()
                .filter(c -> c.name().equals(variant))
                .findFirst()
                .flatMap(CellSummary::timeToTarget);
    }

    public PerformanceProfile profile() {
        return PerformanceProfile.of(costs);
    }
}
