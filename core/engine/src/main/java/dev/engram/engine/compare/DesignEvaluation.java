package dev.engram.engine.compare;

import dev.engram.engine.design.Design;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.FamilyCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The answers to all questions of a design, on all problems, with one correction for multiple comparisons.
 *
 * @param overall empty if there are fewer than two problems or variants, if they share no metric, and while runs are
 *     missing
 */
public record DesignEvaluation(List<SuiteComparison.Part> parts, Optional<OverallComparison> overall) {
    public DesignEvaluation {
        parts = List.copyOf(parts);
    }

    /** Evaluates the runs of all problems; each problem decides by its own first metric. */
    public static DesignEvaluation of(Design design, List<ProblemRuns> problems) {
        List<ProblemEvaluation> evaluations =
                problems.stream().map(p -> ProblemEvaluation.of(design, p)).toList();
        Optional<OverallComparison> overall = overall(design, problems);
        boolean joined = design.overProblems() > 0 && overall.isPresent();
        double[] within = evaluations.stream()
                .flatMapToDouble(e -> DoubleStream.of(e.p()))
                .toArray();
        double[] over = joined ? overall.get().p() : new double[0];
        List<Contrast.Significance> all =
                FamilyCorrection.of(DoubleStream.concat(DoubleStream.of(within), DoubleStream.of(over))
                        .toArray());
        List<SuiteComparison.Part> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < evaluations.size(); i++) {
            int to = from + evaluations.get(i).p().length;
            parts.add(new SuiteComparison.Part(
                    problems.get(i).problem(), evaluations.get(i).comparison(all.subList(from, to))));
            from = to;
        }
        List<Contrast.Significance> rest = all.subList(from, all.size());
        return new DesignEvaluation(parts, joined ? overall.map(o -> o.with(rest)) : overall);
    }

    private static Optional<OverallComparison> overall(Design design, List<ProblemRuns> problems) {
        if (problems.stream().anyMatch(p -> p.settings().missingRuns() > 0)) {
            return Optional.empty();
        }
        List<OverallComparison.Problem> named = problems.stream()
                .filter(p -> p.problem().isPresent())
                .map(p -> new OverallComparison.Problem(p.problem().get(), p.cells(), p.metrics()))
                .toList();
        return OverallComparison.of(named, design);
    }
}
