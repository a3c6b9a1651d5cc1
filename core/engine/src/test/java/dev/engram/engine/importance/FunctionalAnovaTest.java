package dev.engram.engine.importance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.tune.TrialPoints;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The decomposition of the variance, against functions whose decomposition is known in closed form. */
class FunctionalAnovaTest {
    /** Rounding errors of a decomposition that is exact. */
    private static final double EXACT = 1e-12;

    private static FunctionalAnova tree(double[][] x, ToDoubleFunction<double[]> f) {
        double[] y = Arrays.stream(x).mapToDouble(f).toArray();
        RegressionTree tree =
                RegressionTree.grow(x, y, IntStream.range(0, y.length).toArray());
        return FunctionalAnova.of(List.of(tree), x[0].length);
    }

    private static FunctionalAnova forest(int dimensions, int points, ToDoubleFunction<double[]> f) {
        double[][] x = TrialPoints.sobol(dimensions, points);
        return FunctionalAnova.of(
                RegressionForest.grow(x, Arrays.stream(x).mapToDouble(f).toArray())
                        .trees(),
                dimensions);
    }

    /** Steps of height 1 at 1/2 and of height 2 at 1/4: variances 1/4 and 4 (1/4) (3/4) = 3/4. */
    @Test
    void theSharesOfAnAdditiveStepFunctionAreExact() {
        double[][] corners = {{0.25, 0.125}, {0.25, 0.375}, {0.75, 0.125}, {0.75, 0.375}};
        FunctionalAnova a = tree(corners, x -> (x[0] < 0.5 ? 0 : 1) + (x[1] < 0.25 ? 0 : 2));
        assertArrayEquals(new double[] {0.25, 0.75}, a.mainEffects(), EXACT);
        assertEquals(0, a.interactions(), EXACT);
    }

    @Test
    void inputsThatDifferByOneRoundingAreDivided() {
        for (double low : new double[] {0.5, Math.nextUp(0.5)}) {
            double high = Math.nextUp(low);
            double[][] x = {{low}, {high}};
            RegressionTree tree = RegressionTree.grow(x, new double[] {1, 3}, new int[] {0, 1});
            assertEquals(1, tree.predict(x[0]));
            assertEquals(3, tree.predict(x[1]));
            assertTrue(tree.leaves().stream().allMatch(l -> Double.isFinite(l.value())));
        }
    }

    @Test
    void aDimensionWithoutEffectHasTheShareZeroAndNotThatOfRoundingErrors() {
        double[][] x = TrialPoints.sobol(2, 64);
        FunctionalAnova a = tree(x, p -> (p[1] < 0.3 ? 0.1 : 0.7) * (p[0] < 0.5 ? 1 : -1));
        FunctionalAnova dead = forest(3, 128, p -> p[0] < 0.3 ? 0.1 : 0.7);
        assertTrue(a.mainEffects()[0] > 0);
        assertEquals(0, dead.mainEffects()[1]);
        assertEquals(0, dead.mainEffects()[2]);
    }

    @Test
    void exclusiveOrIsAllInteraction() {
        double[][] corners = {{0.25, 0.25}, {0.25, 0.75}, {0.75, 0.25}, {0.75, 0.75}};
        FunctionalAnova a = tree(corners, x -> x[0] < 0.5 == x[1] < 0.5 ? 1 : 0);
        assertArrayEquals(new double[] {0, 0}, a.mainEffects(), EXACT);
        assertEquals(1, a.interactions(), EXACT);
    }

    /** Variances 9/12, 1/12 and 0: shares 0.9, 0.1 and 0. */
    @Test
    void aForestFindsTheSharesOfAnAdditiveFunction() {
        FunctionalAnova a = forest(3, 256, x -> 3 * x[0] + x[1]);
        assertArrayEquals(new double[] {0.9, 0.1, 0}, a.mainEffects(), 0.02);
        assertEquals(0, a.interactions(), 0.02);
    }

    /** The variances of x1 x2 are 1/48, 1/48 and 1/144: shares 3/7, 3/7 and 1/7. */
    @Test
    void aForestFindsTheInteractionOfAProduct() {
        FunctionalAnova a = forest(2, 256, x -> x[0] * x[1]);
        assertArrayEquals(new double[] {3.0 / 7, 3.0 / 7}, a.mainEffects(), 0.02);
        assertEquals(1.0 / 7, a.interactions(), 0.02);
    }

    @Test
    void aForestOfNoiseSaysThatItPredictsNothing() {
        double[][] x = TrialPoints.sobol(3, 64);
        RandomStream noise = RandomStreams.of(1, "noise");
        double[] y = Arrays.stream(x).mapToDouble(p -> noise.gaussian()).toArray();
        assertTrue(RegressionForest.grow(x, y).determination() < 0.1);
        double[] line = Arrays.stream(x).mapToDouble(p -> p[0]).toArray();
        assertTrue(RegressionForest.grow(x, line).determination() > 0.95);
    }

    @Test
    void aConstantFunctionHasNoShares() {
        FunctionalAnova a = forest(2, 16, x -> 1);
        assertTrue(Double.isNaN(a.mainEffects()[0]) && Double.isNaN(a.interactions()));
    }
}
