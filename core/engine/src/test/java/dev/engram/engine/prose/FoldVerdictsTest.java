package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.render.JsonView;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.statistics.ResampledT;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Seeds that are folds of one data set: a quarter as many examples to test on as to train on. */
class FoldVerdictsTest {
    private static final double TEST_PER_TRAIN = 0.25;
    private static final double[] A = {.90, .90, .90, .90, .90};
    /** The differences of the golden example of {@link ResampledT}. */
    private static final double[] B = {.91, .93, .89, .92, .94};

    private static Comparison compare(double shared, CellRuns... cells) {
        return Comparison.of(
                "",
                List.of(cells),
                Optional.of("a"),
                List.of(CellFixtures.ACCURACY),
                new ComparisonDesign(0, OptionalDouble.of(shared), Optional.empty()));
    }

    @Test
    void theCorrectedTDecidesAndGivesTheInterval() {
        Comparison c = compare(TEST_PER_TRAIN, cell("a", A), cell("b", B));
        Contrast d =
                c.cells().get(1).measurements().metrics().get(0).difference().orElseThrow();
        ResampledT t = ResampledT.of(new double[] {.01, .03, -.01, .02, .04}, 80, 20);
        assertEquals(t.p(), d.p(), 1e-7);
        assertEquals(t.interval().low(), d.meanInterval().low(), 1e-9);
        assertEquals(DifferenceVerdict.NOT_SHOWN, d.verdict());
        assertTrue(
                Verdicts.all(c)
                        .get(0)
                        .contains("(t test over folds, corrected for their shared training data, significance level"
                                + " 0.05)"),
                Verdicts.all(c).get(0));
        assertTrue(
                Notes.of(c).toString().contains("corrected for their shared training data: Nadeau and Bengio 2003"),
                Notes.of(c).toString());
        // Student's 2.776 with 4 degrees of freedom, deviation 0.01924
        assertEquals(
                2.776445 * .019235384 * Math.sqrt(.2 + .25),
                c.cells().get(1).measurements().metrics().get(0).value().halfWidth(),
                1e-7);
        assertTrue(JsonView.render(c).contains("\"corrected_t\""));
    }

    /** For independent seeds 100 equal steps would be sure; folds that share everything never are. */
    @Test
    void moreFoldsAreOnlyAdvisedWhereTheyWouldHelp() {
        double[] differences = {.01, .03, -.01, .02, .04};
        assertEquals(OptionalInt.empty(), ResampledT.of(differences, 1.0).additional(1));
        // mean .018, deviation .0192: 1/n = .876 / 7.849 - .01, so n = 10
        assertEquals(OptionalInt.of(5), ResampledT.of(differences, .01).additional(1));
        String words = Verdicts.all(compare(1, cell("a", A), cell("b", B))).get(1);
        assertTrue(words.endsWith(". More folds of this data would not show a difference of this size."), words);
    }

    @Test
    void whereARunDivergedTheSignedRankTestStandsIn() {
        Run diverged = CellFixtures.run(5, Outcome.DIVERGED);
        Run[] runs = new Run[] {
            CellFixtures.run(1, Outcome.FINISHED, .91),
            CellFixtures.run(2, Outcome.FINISHED, .93),
            CellFixtures.run(3, Outcome.FINISHED, .92),
            CellFixtures.run(4, Outcome.FINISHED, .92),
            diverged
        };
        Comparison c = compare(TEST_PER_TRAIN, cell("a", A), cell("b", runs));
        Contrast d =
                c.cells().get(1).measurements().metrics().get(0).difference().orElseThrow();
        assertEquals(Optional.empty(), d.resampled());
        assertTrue(
                Verdicts.all(c)
                        .get(1)
                        .contains("signed-rank test, which treats folds as independent, because a run diverged"),
                Verdicts.all(c).get(1));
    }

    /** One example more in each of three small folds: a t of infinity, from nothing but the grain of the metric. */
    @Test
    void foldsThatAllDifferByTheSameAreNotTakenForCertainty() {
        Comparison c = compare(TEST_PER_TRAIN, cell("a", .8, .7, .9), cell("b", .9, .8, 1));
        Contrast d =
                c.cells().get(1).measurements().metrics().get(0).difference().orElseThrow();
        assertEquals(Optional.empty(), d.resampled());
        assertEquals(DifferenceVerdict.TOO_FEW_SEEDS, d.verdict());
        assertTrue(
                Verdicts.all(c)
                        .get(1)
                        .contains("signed-rank test, which treats folds as independent, because all folds differ by the"
                                + " same amount"),
                Verdicts.all(c).get(1));
    }

    @Test
    void equalFoldsAreTheSame() {
        assertEquals(
                "b has the same accuracy as a in all 5 seeds.",
                Verdicts.all(compare(TEST_PER_TRAIN, cell("a", A), cell("b", A)))
                        .get(1));
    }
}
