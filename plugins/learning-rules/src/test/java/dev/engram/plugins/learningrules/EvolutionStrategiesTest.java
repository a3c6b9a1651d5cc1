package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.EvolutionStrategies.Shaping;
import dev.engram.plugins.learningrules.WeightPerturbation.Direction;
import dev.engram.plugins.learningrules.WeightPerturbation.Sides;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Rng;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionStrategiesTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch();

    /** Another loss, transformed: by exp, or to a constant. */
    private record Changed(boolean constant) implements LossFunction {
        private static final LossFunction INSIDE = new SumOfSquares();

        @Override
        public double value(float[] y, float[] t, int from, int to) {
            return constant ? 1 : StrictMath.exp(INSIDE.value(y, t, from, to));
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            double scale = constant ? 0 : value(y, t, from, to);
            INSIDE.gradient(y, t, out, from, to);
            for (int i = from; i < to; i++) {
                out[i] *= (float) scale;
            }
        }
    }

    /** One example, so that its loss is the mean loss. */
    private static float[] gradient(LossFunction loss, boolean antithetic, Shaping shaping) {
        TrainingTask one = TrainingTask.classes(
                        loss, TrainingTask.dense(7, new Tanh()), TrainingTask.dense(3, new Identity()))
                .rows(1)
                .sameBatch();
        return TrainingHarness.gradient(one, new EvolutionStrategies(10, 0.1f, antithetic, shaping));
    }

    @Test
    void onePairWithoutShapingIsWeightPerturbation() {
        float[] wp =
                TrainingHarness.gradient(DEEP, new WeightPerturbation(0.02f, Direction.GAUSSIAN, Sides.TWO_SIDED, 0));
        float[] es = TrainingHarness.gradient(DEEP, new EvolutionStrategies(2, 0.02f, true, Shaping.NONE));
        assertTrue(ArrayMath.relativeDifference(es, wp) < 1e-6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ranksIgnoreMonotoneChangesOfTheLoss(boolean antithetic) {
        float[] plain = gradient(new SumOfSquares(), antithetic, Shaping.RANKS);
        assertFalse(ArrayMath.isZero(plain));
        assertArrayEquals(plain, gradient(new Changed(false), antithetic, Shaping.RANKS));
        assertFalse(Arrays.equals(
                gradient(new SumOfSquares(), antithetic, Shaping.NONE),
                gradient(new Changed(false), antithetic, Shaping.NONE)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLossThatIsTheSameEverywhereHasRanksThatCancel(boolean antithetic) {
        assertTrue(ArrayMath.isZero(gradient(new Changed(true), antithetic, Shaping.RANKS)));
    }

    /** 1/(n sigma) sum f_i e_i, from the losses at the neighbours themselves. */
    @ParameterizedTest
    @EnumSource(Shaping.class)
    void theGradientIsTheWeightedSumOfDirections(Shaping shaping) {
        int n = 5;
        float sigma = 0.05f;
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, new EvolutionStrategies(n, sigma, false, shaping)),
                at = new TrainingHarness(DEEP, new Backprop());
        trainingHarness.step();
        at.step();
        float[] theta = at.theta().clone();
        float[][] e = new float[n][theta.length];
        double[] f = new double[n];
        for (int i = 0; i < n; i++) {
            Rng rng = trainingHarness.batch().random(i == 0 ? "direction" : "direction/" + i);
            for (int j = 0; j < theta.length; j++) {
                e[i][j] = rng.gaussian();
                at.theta()[j] = theta[j] + sigma * e[i][j];
            }
            f[i] = at.computeGradient();
        }
        double[] sorted = f.clone();
        Arrays.sort(sorted);
        float[] expected = new float[theta.length];
        for (int i = 0; i < n; i++) {
            double share = shaping == Shaping.NONE ? f[i] : Arrays.binarySearch(sorted, f[i]) / (n - 1.0) - 0.5;
            for (int j = 0; j < theta.length; j++) {
                expected[j] += (float) (share * e[i][j] / (n * sigma));
            }
        }
        assertTrue(ArrayMath.relativeDifference(trainingHarness.gradient(), expected) < 1e-5);
    }

    @Test
    void pairsAreLessNoisyThanNeighboursAlone() {
        float[] truth = TrainingHarness.gradient(DEEP, new Backprop());
        double pairs = ArrayMath.cosine(
                TrainingHarness.gradient(DEEP, new EvolutionStrategies(1000, 0.01f, true, Shaping.NONE)), truth);
        double alone = ArrayMath.cosine(
                TrainingHarness.gradient(DEEP, new EvolutionStrategies(1000, 0.01f, false, Shaping.NONE)), truth);
        assertTrue(pairs > 0.8 && alone < 0.5 * pairs, pairs + " and " + alone);
    }

    @Test
    void ranksPointDownhill() {
        float[] truth = TrainingHarness.gradient(DEEP, new Backprop());
        for (boolean antithetic : List.of(false, true)) {
            float[] g = TrainingHarness.gradient(DEEP, new EvolutionStrategies(1000, 0.01f, antithetic, Shaping.RANKS));
            assertTrue(ArrayMath.cosine(g, truth) > 0.8, "cosine " + ArrayMath.cosine(g, truth));
        }
    }

    @Test
    void anOddPopulationWithAntitheticPairsIsRejectedWithTheReason() {
        IncompatibleException m =
                assertThrows(IncompatibleException.class, () -> new EvolutionStrategies(5, 0.02f, true, Shaping.NONE));
        assertEquals(
                "a population of 5 has no antithetic pairs; make it even, or set antithetic to false", m.getMessage());
    }
}
