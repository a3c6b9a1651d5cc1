package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.DesignEvaluation;
import dev.engram.engine.compare.ProblemRuns;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.render.TableView;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings.Keep;
import dev.engram.engine.store.Run;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotesTest {
    @Test
    void aCellOfWhichNothingFinishedHasNoMean() {
        Comparison c = compare("a", cell("a", 1, 2), cell("b", run(1, Outcome.DIVERGED, 3), run(2, Outcome.DIVERGED)));
        assertTrue(
                Notes.of(c).contains("! b: of 2 seeds, 2 diverged; there is no mean."),
                Notes.of(c).toString());
    }

    @Test
    void anExplodedRunIsNamedWithTheFactorOverTheInitialLoss() {
        RunResult finished = run(2, Outcome.FINISHED, 3).result();
        Run exploded = new Run(
                "id2", "suite", "cell", 2, "spec", Map.of(), Explosion.mark(finished, OptionalDouble.of(40_000)));
        Comparison c = compare("a", cell("a", 1, 2), cell("b", run(1, Outcome.FINISHED, 3), exploded));
        assertTrue(
                Notes.of(c)
                        .contains("! b: of 2 seeds, 1 exploded (final loss up to 40000 times the initial loss); its"
                                + " numbers are those of the one that finished, without an interval."),
                Notes.of(c).toString());
        assertTrue(CsvView.render(c).contains(",loss_factor.max,"));
    }

    /** Failed runs are no results: whatever the others show covers only a part of the seeds. */
    @Test
    void verdictsThatLeaveOutFailedRunsSayOnHowManySeedsTheyRest() {
        Comparison c = compare(
                "a",
                cell("a", 1, 2, 3),
                cell("b", run(1, Outcome.FINISHED, 3), run(2, Outcome.FINISHED, 3), run(3, Outcome.FAILED)));
        String table = TableView.render(c, 200, false);
        assertTrue(table.contains("P(better)  seeds"), table);
        assertTrue(table.contains("2/3"), table);
        assertTrue(
                Notes.of(c)
                        .contains("! b: of 3 seeds, 1 failed; its means are over the 2 that finished, and its verdicts"
                                + " leave out failed seeds, which may be the harder ones."),
                Notes.of(c).toString());
        String complete = TableView.render(compare("a", cell("a", 1, 2), cell("b", 2, 3)), 200, false);
        assertFalse(complete.contains("P(better)  seeds"), complete);
    }

    @Test
    void aCellWithoutRunsHasNoMean() {
        Comparison c = compare("", cell("a", 1, 2), cell("b", new Run[0]));
        assertTrue(
                Notes.of(c).contains("! b: of 2 seeds, 2 are missing; there is no mean."),
                Notes.of(c).toString());
    }

    @Test
    void undefinedMeasurementsAreCounted() {
        Comparison c = compare("", cell("a", run(1, Outcome.FINISHED, 0.25), run(2, Outcome.FINISHED, Double.NaN)));
        assertTrue(
                Notes.of(c).contains("a: accuracy is defined for 1 of 2 seeds, loss is defined for 0 of 2 seeds."),
                Notes.of(c).toString());
    }

    @Test
    void oneSeedHasNoInterval() {
        Comparison c = compare("a", cell("a", 0.5), cell("b", 0.75));
        assertTrue(
                Notes.of(c).contains("One seed: no confidence interval."),
                Notes.of(c).toString());
        assertTrue(
                Notes.of(c).stream().noneMatch(n -> n.contains("95%")),
                Notes.of(c).toString());
    }

    @Test
    void theParametersThatWereTestedAreNamed() {
        assertTrue(tested(Keep.LAST).contains("measured on the test set after the last step, mean over 2 seeds."));
        assertTrue(tested(Keep.BEST)
                .contains("measured on the test set with the parameters of the lowest validation loss, mean over"));
        assertTrue(tested(Keep.LAST, Keep.BEST)
                .contains("on the test set after the last step or, in cells with keep=best, with the parameters of"));
    }

    private static String tested(Keep... keep) {
        ComparisonDesign design =
                new ComparisonDesign(2, OptionalDouble.empty(), Optional.empty(), 0, false, Set.copyOf(List.of(keep)));
        return Notes.of(Comparison.of(
                        "t", List.of(cell("a", 1, 2)), Optional.empty(), List.of(CellFixtures.ACCURACY), design))
                .toString();
    }

    /** Nine seeds: feedback alignment is better with 16 units by more than it is worse with 64. */
    @Test
    void aMeanOverStrataThatDisagreeIsSaidToDependOnThem() {
        double[] high = {0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99};
        double[] middle = Arrays.stream(high).map(a -> 0.9 * a).toArray();
        double[] low = Arrays.stream(high).map(a -> 0.5 * a).toArray();
        Comparison c = byWidth(cell("bp, 16", low), cell("bp, 64", high), cell("fa, 16", high), cell("fa, 64", middle));
        assertTrue(
                Notes.of(c)
                        .contains("fa is better than bp at 16 and worse at 64: its mean over the strata depends on the"
                                + " choice of the strata."),
                Notes.of(c).toString());
        Comparison alike =
                byWidth(cell("bp, 16", low), cell("bp, 64", low), cell("fa, 16", high), cell("fa, 64", middle));
        assertTrue(
                Notes.of(alike).stream().noneMatch(n -> n.contains("strata depends")),
                Notes.of(alike).toString());
    }

    private static Comparison byWidth(CellRuns... cells) {
        DesignPlan plan = new DesignPlan(
                List.of(factor("rule", Optional.of("bp"), "bp", "fa"), factor("width", Optional.empty(), "16", "64")),
                EnumSet.of(QuestionKind.CELL, QuestionKind.MAIN_EFFECT));
        Design design = Design.of(
                plan,
                Arrays.stream(cells)
                        .map(c -> new DesignCell(
                                c.name(),
                                Optional.empty(),
                                Map.of(
                                        "rule", c.name().substring(0, 2),
                                        "width", c.name().substring(4)),
                                Optional.empty()))
                        .toList());
        ProblemRuns runs = new ProblemRuns(
                Optional.empty(), "t", List.of(cells), List.of(CellFixtures.ACCURACY), ComparisonDesign.of(0));
        return DesignEvaluation.of(design, List.of(runs)).parts().get(0).comparison();
    }

    private static Factor factor(String name, Optional<String> reference, String... levels) {
        return new Factor(
                name,
                Arrays.stream(levels)
                        .map(l -> new Factor.Level(l, l, OptionalDouble.empty()))
                        .toList(),
                reference);
    }
}
