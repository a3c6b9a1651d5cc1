package dev.engram.engine.compare;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.LOSS;
import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DesignEvaluationTest {
    private static final Set<QuestionKind> ALL = EnumSet.allOf(QuestionKind.class);
    private static final ComparisonDesign SEEDS = ComparisonDesign.of(0);

    private static Factor factor(String name, Optional<String> reference, String... labels) {
        return new Factor(
                name,
                List.of(labels).stream()
                        .map(l -> new Factor.Level(
                                l,
                                l,
                                l.matches("[0-9]+")
                                        ? OptionalDouble.of(Double.parseDouble(l))
                                        : OptionalDouble.empty()))
                        .toList(),
                reference);
    }

    /** Rules and widths; the names of cells are such as {@code fa, 16}. */
    private static Design design(Set<QuestionKind> kinds, Map<String, String> absent, List<String> problems) {
        List<Factor> factors = List.of(
                factor("rule", Optional.of("bp"), "bp", "fa"), factor("width", Optional.empty(), "16", "64", "256"));
        List<DesignCell> cells = new ArrayList<>();
        for (Optional<String> problem : problems.isEmpty()
                ? List.of(Optional.<String>empty())
                : problems.stream().map(Optional::of).toList()) {
            for (Factor.Level rule : factors.get(0).levels()) {
                for (Factor.Level width : factors.get(1).levels()) {
                    Map<String, String> levels = new LinkedHashMap<>();
                    levels.put("rule", rule.label());
                    levels.put("width", width.label());
                    String name = rule.label() + ", " + width.label();
                    cells.add(new DesignCell(name, problem, levels, Optional.ofNullable(absent.get(name))));
                }
            }
        }
        return Design.of(new DesignPlan(factors, kinds), cells);
    }

    private static double[] noise(int n, double mean, double scale, int shift) {
        return IntStream.range(0, n)
                .mapToDouble(i -> mean + scale * ((i * 7 + shift) % 11 - 5) / 100.0)
                .toArray();
    }

    /** Feedback alignment is worse by 0.3, 0.2 and 0.1: the gap closes with the width. */
    private static List<CellRuns> closing(int seeds) {
        List<CellRuns> cells = new ArrayList<>();
        String[] widths = {"16", "64", "256"};
        for (int w = 0; w < 3; w++) {
            cells.add(cell("bp, " + widths[w], noise(seeds, 0.9, 0.1, w)));
        }
        for (int w = 0; w < 3; w++) {
            cells.add(cell("fa, " + widths[w], noise(seeds, 0.6 + 0.1 * w, 0.1, 3 * w + 1)));
        }
        return cells;
    }

    private static Comparison evaluate(Design design, List<CellRuns> cells, ComparisonDesign settings) {
        ProblemRuns runs = new ProblemRuns(Optional.empty(), "t", cells, List.of(ACCURACY, LOSS), settings);
        return DesignEvaluation.of(design, List.of(runs)).parts().get(0).comparison();
    }

    private static List<DifferenceVerdict> verdicts(Comparison c) {
        return c.questions().stream().map(q -> q.contrast().verdict()).toList();
    }

    private static QuestionResult answer(Comparison c, QuestionKind kind) {
        return c.questions().stream()
                .filter(q -> q.question().kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachCellIsComparedInItsStratum() {
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), closing(12), SEEDS);
        assertEquals(Optional.of("bp"), c.reference());
        assertEquals(Optional.of("bp"), c.baseline());
        assertEquals(Optional.empty(), c.referenceCell());
        CellSummary wide = c.cells().get(5);
        assertEquals(Optional.of("bp, 256"), wide.role().reference());
        assertEquals("bp, 256", c.referenceOf(wide).orElseThrow().name());
        assertEquals(
                List.of(true, true, true, false, false, false),
                c.cells().stream().map(s -> s.role().baseline()).toList());
        assertEquals(
                -0.1,
                wide.measurements()
                        .metrics()
                        .get(0)
                        .difference()
                        .orElseThrow()
                        .pairedDifferences()
                        .mean(),
                0.02);
    }

    @Test
    void mainEffectInteractionAndTrendAreTheContrastsOfTheMeans() {
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), closing(12), SEEDS);
        assertEquals(6, c.questions().get(0).contrast().family());
        assertEquals(
                -0.2, answer(c, QuestionKind.MAIN_EFFECT).contrast().effect().value(), 0.02);
        assertEquals(
                0.2, answer(c, QuestionKind.INTERACTION).contrast().effect().value(), 0.03);
        assertEquals(0.05, answer(c, QuestionKind.TREND).contrast().effect().value(), 0.01);
        assertEquals(
                List.of(
                        DifferenceVerdict.WORSE,
                        DifferenceVerdict.WORSE,
                        DifferenceVerdict.WORSE,
                        DifferenceVerdict.WORSE,
                        DifferenceVerdict.BETTER,
                        DifferenceVerdict.BETTER),
                verdicts(c));
    }

    @Test
    void fewSeedsShowNothingAndSaySo() {
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), closing(7), SEEDS);
        assertEquals(Set.of(DifferenceVerdict.TOO_FEW_SEEDS), Set.copyOf(verdicts(c))); // 6 x 2/128 is above 0.05
        ConfidenceInterval interval = c.questions().get(0).contrast().effect().interval();
        assertEquals(new ConfidenceInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), interval);
        assertEquals(1, c.questions().get(0).contrast().additionalSeeds().getAsInt());
        assertEquals(
                Set.of(DifferenceVerdict.WORSE, DifferenceVerdict.BETTER),
                Set.copyOf(verdicts(evaluate(design(ALL, Map.of(), List.of()), closing(8), SEEDS))));
    }

    @Test
    void aSmallerFamilyNeedsFewerSeeds() {
        Design declared = design(EnumSet.of(QuestionKind.TREND), Map.of(), List.of());
        Comparison c = evaluate(declared, closing(6), SEEDS);
        assertEquals(List.of(DifferenceVerdict.BETTER), verdicts(c));
        assertEquals(1, c.questions().get(0).contrast().family());
        // the differences of cells are still there, corrected among themselves
        assertEquals(
                3,
                c.cells()
                        .get(3)
                        .measurements()
                        .metrics()
                        .get(0)
                        .difference()
                        .orElseThrow()
                        .family());
    }

    @Test
    void aDivergedRunIsTheWorstInEveryQuestionThatUsesIt() {
        List<CellRuns> cells = closing(12);
        Run[] runs = IntStream.rangeClosed(1, 12)
                .mapToObj(s -> run(s, Outcome.DIVERGED))
                .toArray(Run[]::new);
        cells.set(0, cell("bp, 16", runs));
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), cells, SEEDS);
        assertEquals(DifferenceVerdict.BETTER, c.questions().get(0).contrast().verdict());
        assertEquals(
                DifferenceVerdict.BETTER,
                answer(c, QuestionKind.MAIN_EFFECT).contrast().verdict());
        assertEquals(
                Double.POSITIVE_INFINITY,
                answer(c, QuestionKind.MAIN_EFFECT).contrast().effect().value());
        assertEquals(
                DifferenceVerdict.WORSE,
                answer(c, QuestionKind.INTERACTION).contrast().verdict());
    }

    /** The rule diverges at every width, while the reference changes: nothing is known of a change of the gap. */
    @Test
    void aLevelThatDivergesAtBothEndsShowsNoChange() {
        List<CellRuns> cells = closing(12);
        for (int w = 0; w < 3; w++) {
            cells.set(w, cell(cells.get(w).name(), noise(12, 0.3 + 0.2 * w, 0.1, w)));
            cells.set(3 + w, diverged(cells.get(3 + w).name(), 12));
        }
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), cells, SEEDS);
        assertEquals(
                DifferenceVerdict.WORSE,
                answer(c, QuestionKind.MAIN_EFFECT).contrast().verdict());
        for (QuestionKind kind : List.of(QuestionKind.INTERACTION, QuestionKind.TREND)) {
            assertEquals(DifferenceVerdict.NO_VALUES, answer(c, kind).contrast().verdict());
        }
    }

    /** At width 16 all runs of one rule diverge and at 64 all of the other; only 256 compares results of both. */
    @Test
    void aMeanOverStrataTakesResultsOnlyFromPairsThatHaveBoth() {
        List<CellRuns> cells = closing(12);
        cells.set(0, diverged("bp, 16", 12));
        cells.set(4, diverged("fa, 64", 12));
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), cells, SEEDS);
        QuestionResult mean = answer(c, QuestionKind.MAIN_EFFECT);
        assertEquals(DifferenceVerdict.WORSE, mean.contrast().verdict());
        assertEquals(
                c.questions().get(2).contrast().effect().value() / 3,
                mean.contrast().effect().value(),
                1e-12);
    }

    private static CellRuns diverged(String name, int seeds) {
        return cell(
                name,
                IntStream.rangeClosed(1, seeds)
                        .mapToObj(s -> run(s, Outcome.DIVERGED))
                        .toArray(Run[]::new));
    }

    @Test
    void aReferenceThatIsNotRunLeavesItsStratumUncomparedWithTheReason() {
        List<CellRuns> cells = closing(12);
        cells.remove(1);
        Comparison c = evaluate(design(ALL, Map.of("bp, 64", "needs classes"), List.of()), cells, SEEDS);
        QuestionResult last = c.questions().get(c.questions().size() - 1);
        assertEquals(DifferenceVerdict.NOT_COMPARED, last.contrast().verdict());
        assertEquals(Optional.of("bp, 64 is not run: needs classes"), last.reason());
        assertEquals(Optional.empty(), c.cells().get(3).role().reference());
        assertEquals(4, c.questions().get(0).contrast().family()); // two cells, main effect, interaction
    }

    @Test
    void foldsUseTheCorrectedTestForEveryQuestion() {
        ComparisonDesign folds = new ComparisonDesign(12, OptionalDouble.of(0.25), Optional.empty());
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), closing(12), folds);
        c.questions().forEach(q -> {
            assertTrue(q.contrast().resampled().isPresent());
            boolean shown = q.contrast().verdict() != DifferenceVerdict.NOT_SHOWN;
            ConfidenceInterval i = q.contrast().effect().interval();
            assertEquals(shown, i.low() > 0 || i.high() < 0);
        });
    }

    @Test
    void oneSeedIsTooFewForEveryQuestion() {
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), closing(1), SEEDS);
        assertEquals(Set.of(DifferenceVerdict.TOO_FEW_SEEDS), Set.copyOf(verdicts(c)));
    }

    @Test
    void problemsShareOneCorrection() {
        Design design = design(EnumSet.of(QuestionKind.CELL), Map.of(), List.of("p", "q"));
        List<ProblemRuns> problems = List.of("p", "q").stream()
                .map(p -> new ProblemRuns(Optional.of(p), p, closing(8), List.of(ACCURACY), SEEDS))
                .toList();
        DesignEvaluation e = DesignEvaluation.of(design, problems);
        assertEquals(
                6, e.parts().get(1).comparison().questions().get(0).contrast().family());
        // two problems are too few for a test over problems, so its pairs are not in the family
        assertEquals(
                0.5,
                e.overall()
                        .orElseThrow()
                        .across()
                        .pairs()
                        .get(0)
                        .comparison()
                        .test()
                        .p());
        assertEquals(
                Map.of("fa, 16", "bp, 16", "fa, 64", "bp, 64", "fa, 256", "bp, 256"),
                e.overall().orElseThrow().references());
    }

    @Test
    void sixProblemsAddTheirComparisonsToTheFamily() {
        List<String> names = IntStream.range(0, 6).mapToObj(i -> "p" + i).toList();
        Design design = design(EnumSet.of(QuestionKind.CELL), Map.of(), names);
        List<ProblemRuns> problems = names.stream()
                .map(p -> new ProblemRuns(Optional.of(p), p, closing(12), List.of(ACCURACY), SEEDS))
                .toList();
        DesignEvaluation e = DesignEvaluation.of(design, problems);
        assertEquals(21, design.family());
        assertEquals(
                21, e.parts().get(0).comparison().questions().get(0).contrast().family());
        // smallest p over six problems is 2/64; 18 smaller ones come first in Holm's order
        assertEquals(3 * 2 / 64.0, e.overall().orElseThrow().pHolm("fa, 16"), 1e-12);
    }

    @Test
    void theCostRatioIsThatOfTheCellsOfTheQuestion() {
        Comparison c = evaluate(design(ALL, Map.of(), List.of()), closing(2), SEEDS);
        assertEquals(1, c.questions().get(0).costRatio());
        assertEquals(1, answer(c, QuestionKind.MAIN_EFFECT).costRatio(), 1e-12);
        assertTrue(Double.isNaN(answer(c, QuestionKind.TREND).costRatio()));
    }
}
