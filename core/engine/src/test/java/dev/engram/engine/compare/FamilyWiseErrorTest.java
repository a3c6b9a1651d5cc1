package dev.engram.engine.compare;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.DetectableEffect;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often the whole evaluation, from runs to verdicts, claims a difference: 10,000 suites in which nothing differs,
 * and suites in which one difference is known.
 */
class FamilyWiseErrorTest {
    private static final Set<QuestionKind> ALL = EnumSet.allOf(QuestionKind.class);
    private static final Set<DifferenceVerdict> CLAIMS = EnumSet.of(DifferenceVerdict.BETTER, DifferenceVerdict.WORSE);
    private static final Cost COST = new Cost(1000, 32_000, 0.5, 123_456_789, 65_536);

    private static Factor factor(String name, Optional<String> reference, String... labels) {
        return new Factor(
                name,
                Stream.of(labels)
                        .map(l -> new Factor.Level(
                                l,
                                l,
                                l.matches("[0-9]+")
                                        ? OptionalDouble.of(Double.parseDouble(l))
                                        : OptionalDouble.empty()))
                        .toList(),
                reference);
    }

    private static Design design(Set<QuestionKind> kinds, int problems, Factor... factors) {
        List<DesignCell> cells = new ArrayList<>();
        for (int p = 0; p < Math.max(1, problems); p++) {
            Optional<String> problem = problems == 0 ? Optional.empty() : Optional.of("problem " + p);
            List<Map<String, String>> combinations = List.of(Map.of());
            for (Factor f : factors) {
                combinations = combinations.stream()
                        .flatMap(c -> f.levels().stream().map(l -> {
                            Map<String, String> levels = new LinkedHashMap<>(c);
                            levels.put(f.name(), l.label());
                            return levels;
                        }))
                        .toList();
            }
            combinations.forEach(
                    c -> cells.add(new DesignCell(String.join(", ", c.values()), problem, c, Optional.empty())));
        }
        return Design.of(new DesignPlan(List.of(factors), kinds), cells);
    }

    private static Run run(long seed, double value) {
        boolean diverged = Double.isNaN(value);
        return new Run(
                "id",
                "suite",
                "cell",
                seed,
                "spec",
                Map.of(),
                new RunResult(
                        diverged ? Outcome.DIVERGED : Outcome.FINISHED,
                        "",
                        "hash",
                        COST,
                        diverged ? List.of() : List.of(new Measurement(9, 9, "test", "accuracy", value))));
    }

    /**
     * Makes a suite in which the results of a seed are exchangeable between cells, except for a known shift.
     *
     * @param grid the unit to which results are rounded, as shares of test examples are; 0 for none
     * @param diverging the probability that a run diverges
     */
    private static DesignEvaluation evaluate(
            Design design,
            int seeds,
            Random random,
            double grid,
            double diverging,
            ToDoubleFunction<DesignCell> shift) {
        Map<Optional<String>, double[]> shared = new LinkedHashMap<>();
        Map<Optional<String>, List<CellRuns>> problems = new LinkedHashMap<>();
        for (DesignCell cell : design.cells()) {
            double[] ofSeed = shared.computeIfAbsent(
                    cell.problem(),
                    p -> random.doubles(seeds).map(u -> random.nextGaussian()).toArray());
            double mean = shift.applyAsDouble(cell);
            List<Run> runs = new ArrayList<>();
            for (int s = 0; s < seeds; s++) {
                double value = ofSeed[s] + random.nextGaussian() + mean;
                double rounded = grid == 0 ? value : grid * Math.round(value / grid);
                runs.add(run(s + 1, random.nextDouble() < diverging ? Double.NaN : rounded));
            }
            problems.computeIfAbsent(cell.problem(), p -> new ArrayList<>())
                    .add(new CellRuns(cell.name(), cell.levels(), runs));
        }
        return DesignEvaluation.of(
                design,
                problems.entrySet().stream()
                        .map(p -> new ProblemRuns(
                                p.getKey(), "t", p.getValue(), List.of(ACCURACY), ComparisonDesign.of(seeds)))
                        .toList());
    }

    private static boolean claimsAnything(DesignEvaluation evaluation) {
        boolean within = evaluation.parts().stream()
                .flatMap(p -> p.comparison().questions().stream())
                .anyMatch(FamilyWiseErrorTest::isClaimed);
        boolean over = evaluation.overall().stream()
                .flatMap(o -> o.across().pairs().stream())
                .anyMatch(p -> p.pHolm() <= 0.05);
        return within || over;
    }

    private static boolean isClaimed(QuestionResult result) {
        return CLAIMS.contains(result.contrast().verdict());
    }

    /** The level may be exceeded by three standard errors; below a fifth of it the test would prove little. */
    private static void assertErrorAtMostTheLevel(int suites, int family, Design design, int seeds) {
        assertEquals(family, design.family());
        Random random = new Random(family);
        int wrong = 0;
        for (int i = 0; i < suites; i++) {
            double grid = i % 2 == 0 ? 0 : 0.7;
            wrong += claimsAnything(evaluate(design, seeds, random, grid, i % 4 == 3 ? 0.05 : 0, c -> 0)) ? 1 : 0;
        }
        double error = wrong / (double) suites;
        assertTrue(error <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / suites), "family-wise error " + error);
        assertTrue(error >= 0.01, "family-wise error " + error);
    }

    @Test
    void matchedBaselinesClaimADifferenceInAtMostFivePercentOfSuitesWithoutOne() {
        Design design = design(
                EnumSet.of(QuestionKind.CELL),
                0,
                factor("rule", Optional.of("bp"), "bp", "fa", "dfa"),
                factor("data", Optional.empty(), "a", "b"));
        assertErrorAtMostTheLevel(4500, 4, design, 10);
    }

    @Test
    void factorialDesignsClaimADifferenceInAtMostFivePercentOfSuitesWithoutOne() {
        Design design = design(
                ALL,
                0,
                factor("rule", Optional.of("bp"), "bp", "fa"),
                factor("width", Optional.empty(), "16", "64", "256"));
        assertErrorAtMostTheLevel(4000, 3 + 1 + 1 + 1, design, 12);
    }

    @Test
    void designsOverProblemsClaimADifferenceInAtMostFivePercentOfSuitesWithoutOne() {
        Design design = design(ALL, 10, factor("rule", Optional.of("bp"), "bp", "fa"));
        assertErrorAtMostTheLevel(1500, 10 + 1, design, 10);
    }

    /** Holm's correction can only help. The share of 1,000 suites has a standard error of 1.3 points. */
    @Test
    void aDifferenceOfTheDetectableSizeIsShownInFourOfFiveSuites() {
        Design design = design(
                EnumSet.of(QuestionKind.CELL),
                0,
                factor("rule", Optional.of("bp"), "bp", "fa", "dfa"),
                factor("data", Optional.empty(), "a", "b"));
        int seeds = 12;
        double effect = Math.sqrt(2) * DetectableEffect.ofSignedRank(seeds, 0.05 / design.family());
        Random random = new Random(5);
        int shown = 0;
        int suites = 1000;
        for (int i = 0; i < suites; i++) {
            DesignEvaluation evaluation =
                    evaluate(design, seeds, random, 0, 0, c -> c.name().equals("fa, b") ? -effect : 0);
            shown += evaluation.parts().get(0).comparison().questions().stream()
                            .filter(q -> q.question().cell().equals("fa, b"))
                            .anyMatch(q -> q.contrast().verdict() == DifferenceVerdict.WORSE)
                    ? 1
                    : 0;
        }
        assertEquals(0.8, shown / (double) suites, 0.045);
    }

    /** A gap that closes along an axis, and nothing else, is a trend: the mean gap over the strata is 0. */
    @Test
    void aTrendOfTheDetectableSizeIsShownInFourOfFiveSuites() {
        Design design = design(
                EnumSet.of(QuestionKind.TREND, QuestionKind.MAIN_EFFECT),
                0,
                factor("rule", Optional.of("bp"), "bp", "fa"),
                factor("width", Optional.empty(), "16", "64", "256"));
        assertEquals(2, design.family());
        int seeds = 12;
        // The slope per doubling of gaps at log2 width 4, 6 and 8 is (last - first) / 4, with a standard deviation of
        // sqrt(4) / 4 for results of standard deviation 1.
        double slope = 0.5 * DetectableEffect.ofSignedRank(seeds, 0.05 / design.family());
        Random random = new Random(6);
        int trend = 0;
        int main = 0;
        int suites = 1000;
        for (int i = 0; i < suites; i++) {
            DesignEvaluation evaluation = evaluate(design, seeds, random, 0, 0, c -> switch (c.name()) {
                case "fa, 16" -> -2 * slope;
                case "fa, 256" -> 2 * slope;
                default -> 0;
            });
            for (QuestionResult q : evaluation.parts().get(0).comparison().questions()) {
                int claimed = isClaimed(q) ? 1 : 0;
                trend += q.question().kind() == QuestionKind.TREND ? claimed : 0;
                main += q.question().kind() == QuestionKind.MAIN_EFFECT ? claimed : 0;
            }
        }
        assertEquals(0.8, trend / (double) suites, 0.045);
        assertTrue(main / (double) suites <= 0.07, main + " main effects claimed");
    }
}
