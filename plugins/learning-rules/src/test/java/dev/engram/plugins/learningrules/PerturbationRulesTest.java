package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.ForwardGradient.Space;
import dev.engram.plugins.learningrules.NodePerturbation.Noise;
import dev.engram.plugins.learningrules.NodePerturbation.Presynaptic;
import dev.engram.plugins.learningrules.WeightPerturbation.Direction;
import dev.engram.plugins.learningrules.WeightPerturbation.Sides;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Threshold;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PerturbationRulesTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch();
    private static final float[] TRUTH = TrainingHarness.gradient(DEEP, new Backprop());
    private static final int P = TRUTH.length;

    /** 0 if the largest output is the right one, else 1. */
    private record Wrong() implements LossFunction {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            int best = from;
            for (int i = from; i < to; i++) {
                best = y[i] > y[best] ? i : best;
            }
            return 1 - t[best];
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            Arrays.fill(out, from, to, 0);
        }

        @Override
        public boolean differentiable() {
            return false;
        }
    }

    private static NodePerturbation nodes(float sigma, boolean antithetic) {
        return new NodePerturbation(sigma, Noise.GAUSSIAN, antithetic, false, Presynaptic.CLEAN);
    }

    private static WeightPerturbation weights(float c, Direction u, Sides sides) {
        return new WeightPerturbation(c, u, sides, 0);
    }

    /** Sums of many draws for the same batch. */
    private static final class NoiseDraws {
        final float[] mean;
        /** Mean of |G|^2. */
        final double square;

        NoiseDraws(TrainingTask trainingTask, LearningRule rule, int n) {
            TrainingHarness trainingHarness = new TrainingHarness(trainingTask, rule);
            double[] sum = new double[trainingHarness.theta().length];
            double squares = 0;
            for (int k = 0; k < n; k++) {
                trainingHarness.step();
                float[] g = trainingHarness.gradient();
                for (int i = 0; i < g.length; i++) {
                    sum[i] += g[i] / n;
                }
                squares += ArrayMath.dot(g, g) / n;
            }
            mean = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                mean[i] = (float) sum[i];
            }
            square = squares;
        }

        double cosine() {
            return ArrayMath.cosine(mean, TRUTH);
        }

        double excess() {
            return square / ArrayMath.dot(TRUTH, TRUTH);
        }
    }

    static Stream<NodePerturbation> nodePerturbations() {
        return Stream.of(
                nodes(0.01f, false),
                nodes(0.01f, true),
                new NodePerturbation(0.01f, Noise.SIGNS, false, false, Presynaptic.CLEAN),
                new NodePerturbation(0.01f, Noise.GAUSSIAN, false, true, Presynaptic.CLEAN),
                new NodePerturbation(0.01f, Noise.GAUSSIAN, true, true, Presynaptic.NOISY));
    }

    @ParameterizedTest
    @MethodSource("nodePerturbations")
    void nodePerturbationAveragesToBackpropInEveryLayer(NodePerturbation rule) {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, new Backprop());
        float[] mean = new NoiseDraws(DEEP, rule, 3000).mean;
        for (Parameter p : trainingHarness.arena().parameters()) {
            float[] g = Arrays.copyOfRange(mean, p.from(), p.to()), bp = Arrays.copyOfRange(TRUTH, p.from(), p.to());
            double cosine = ArrayMath.cosine(g, bp);
            assertTrue(cosine > 0.985, p.name() + ": cosine " + cosine);
            assertEquals(1, ArrayMath.norm(g) / ArrayMath.norm(bp), 0.1, p.name());
        }
    }

    /** Both draw the same noise, so the one without finite differences is the reference for the other. */
    private static double finiteDifference(float sigma, boolean antithetic) {
        return ArrayMath.relativeDifference(
                TrainingHarness.gradient(DEEP, nodes(sigma, antithetic)),
                TrainingHarness.gradient(DEEP, new ForwardGradient(1, Space.ACTIVITIES)));
    }

    @Test
    void theErrorOfNodePerturbationIsOfFirstOrderInSigmaAndAntitheticOfSecond() {
        assertEquals(2, finiteDifference(0.1f, false) / finiteDifference(0.05f, false), 0.4);
        assertEquals(4, finiteDifference(0.2f, true) / finiteDifference(0.1f, true), 0.6);
        assertTrue(finiteDifference(0.01f, true) < 1e-3);
    }

    @Test
    void noiseThatIsTooSmallToMatterGivesAZeroUpdateAndNoNaN() {
        for (boolean antithetic : new boolean[] {false, true}) {
            assertTrue(ArrayMath.isZero(TrainingHarness.gradient(DEEP, nodes(1e-42f, antithetic))));
        }
    }

    @Test
    void oneLayerAtATimeIsLessNoisy() {
        double all = new NoiseDraws(DEEP, nodes(0.01f, false), 2000).excess();
        double one = new NoiseDraws(
                        DEEP, new NodePerturbation(0.01f, Noise.GAUSSIAN, false, true, Presynaptic.CLEAN), 2000)
                .excess();
        assertTrue(one < 0.7 * all, one + " against " + all);
    }

    @Test
    void noisyInputsOfSynapsesMatterLessTheSmallerTheNoise() {
        for (boolean antithetic : new boolean[] {false, true}) {
            double[] apart = new double[2];
            for (int i = 0; i < 2; i++) {
                float sigma = i == 0 ? 0.1f : 0.01f;
                apart[i] = ArrayMath.relativeDifference(
                        TrainingHarness.gradient(
                                DEEP,
                                new NodePerturbation(sigma, Noise.GAUSSIAN, antithetic, false, Presynaptic.NOISY)),
                        TrainingHarness.gradient(DEEP, nodes(sigma, antithetic)));
            }
            assertTrue(apart[0] > 0 && apart[1] < 0.3 * apart[0], apart[0] + " and " + apart[1]);
        }
    }

    /** G = <grad J, U> U with the U of that step. */
    private static float[] alongTheDirection(TrainingHarness trainingHarness, float[] truth) {
        Rng rng = trainingHarness.batch().random("direction");
        float[] u = new float[truth.length];
        for (int i = 0; i < u.length; i++) {
            u[i] = rng.gaussian();
        }
        return ArrayMath.scaled((float) ArrayMath.dot(truth, u), u);
    }

    @Test
    void theForwardGradientIsBackpropsSlopeAlongTheDirection() {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, new ForwardGradient(1, Space.WEIGHTS));
        for (int step = 0; step < 5; step++) {
            trainingHarness.step();
            assertTrue(
                    ArrayMath.relativeDifference(trainingHarness.gradient(), alongTheDirection(trainingHarness, TRUTH))
                            < 1e-5);
        }
    }

    @Test
    void theLengthOfTheForwardGradientGrowsWithTheNumberOfParameters() {
        NoiseDraws noiseDraws = new NoiseDraws(DEEP, new ForwardGradient(1, Space.WEIGHTS), 4000);
        assertEquals(P + 2, noiseDraws.excess(), 0.08 * P);
        assertEquals(1, ArrayMath.dot(noiseDraws.mean, TRUTH) / ArrayMath.dot(TRUTH, TRUTH), 0.1);
    }

    @Test
    void directionsInActivitySpaceAreFarLessNoisy() {
        NoiseDraws activities = new NoiseDraws(DEEP, new ForwardGradient(1, Space.ACTIVITIES), 4000);
        assertTrue(activities.excess() < P / 4.0, activities.excess() + " against " + (P + 2));
        assertTrue(activities.cosine() > 0.99, "cosine " + activities.cosine());
    }

    static Stream<Arguments> cosines() {
        int n = 4000;
        return Stream.of(
                Arguments.of(weights(0.01f, Direction.SIGNS, Sides.TWO_SIDED), n, P - 1),
                Arguments.of(weights(0.01f, Direction.GAUSSIAN, Sides.TWO_SIDED), n, P + 1),
                Arguments.of(weights(0.01f, Direction.SIGNS, Sides.ONE_SIDED), n, P - 1),
                Arguments.of(new ForwardGradient(1, Space.WEIGHTS), n, P + 1),
                Arguments.of(new ForwardGradient(n, Space.WEIGHTS), 1, (P + 1)),
                Arguments.of(new EvolutionStrategies(2 * n, 0.01f, true, EvolutionStrategies.Shaping.NONE), 1, P + 1));
    }

    /** 1 / sqrt(1 + (P +- 1)/N), with N = 4000 in all. */
    @ParameterizedTest
    @MethodSource("cosines")
    void theMeanOfManyDrawsHasTheCosineThatTheLawPredicts(LearningRule rule, int steps, int numbers) {
        double expected = 1 / Math.sqrt(1 + numbers / 4000.0);
        assertEquals(expected, new NoiseDraws(DEEP, rule, steps).cosine(), 0.004);
    }

    /** The loss of one linear layer is a parabola in its parameters, so a two-sided difference is exact. */
    @ParameterizedTest
    @EnumSource(Direction.class)
    void onAParabolaTwoSidesAreExactForAnyStep(Direction u) {
        TrainingTask parabola = TrainingTask.classes(new SumOfSquares(), TrainingTask.dense(3, new Identity()))
                .sameBatch();
        float[] small = TrainingHarness.gradient(parabola, weights(0.03f, u, Sides.TWO_SIDED)),
                large = TrainingHarness.gradient(parabola, weights(3, u, Sides.TWO_SIDED));
        assertTrue(ArrayMath.relativeDifference(small, large) < 1e-4);
        if (u == Direction.GAUSSIAN) {
            assertTrue(ArrayMath.relativeDifference(
                            large, TrainingHarness.gradient(parabola, new ForwardGradient(1, Space.WEIGHTS)))
                    < 1e-5);
        }
        float[] half = TrainingHarness.gradient(parabola, weights(3, u, Sides.ONE_SIDED));
        assertTrue(ArrayMath.relativeDifference(half, large) > 0.1, "one side has an error of order c");
    }

    /** Over some directions, since in a single one the second derivative may happen to be small. */
    private static double error(float c, Sides sides) {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, weights(c, Direction.GAUSSIAN, sides));
        TrainingHarness truth = new TrainingHarness(DEEP, new ForwardGradient(1, Space.WEIGHTS));
        double sum = 0;
        for (int k = 0; k < 30; k++) {
            trainingHarness.step();
            truth.step();
            sum += ArrayMath.relativeDifference(trainingHarness.gradient(), truth.gradient())
                    * ArrayMath.norm(truth.gradient());
        }
        return sum;
    }

    @Test
    void oneSideHasAnErrorOfFirstOrderAndTwoSidesOfSecond() {
        assertEquals(2, error(0.04f, Sides.ONE_SIDED) / error(0.02f, Sides.ONE_SIDED), 0.2);
        assertEquals(4, error(0.06f, Sides.TWO_SIDED) / error(0.03f, Sides.TWO_SIDED), 0.5);
    }

    @Test
    void spsaIsWeightPerturbationWhoseStepFalls() {
        TrainingHarness spsa = new TrainingHarness(DEEP, new Spsa(0.3f, 0.5f));
        for (int k = 1; k <= 4; k++) {
            spsa.step();
            TrainingHarness fixed =
                    new TrainingHarness(DEEP, weights((float) (0.3 / Math.sqrt(k)), Direction.SIGNS, Sides.TWO_SIDED));
            fixed.steps(k);
            assertTrue(ArrayMath.relativeDifference(spsa.gradient(), fixed.gradient()) < 1e-4, "step " + k);
        }
        float[] first = TrainingHarness.gradient(DEEP, new Spsa(0.3f, 0.5f));
        assertArrayEquals(TrainingHarness.gradient(DEEP, weights(0.3f, Direction.SIGNS, Sides.TWO_SIDED)), first);
    }

    static List<LearningRule> withoutDerivatives() {
        return List.of(
                weights(0.3f, Direction.SIGNS, Sides.TWO_SIDED),
                new Spsa(0.3f, 0.101f),
                new NodePerturbation(0.5f, Noise.GAUSSIAN, true, false, Presynaptic.CLEAN),
                new EvolutionStrategies(32, 0.3f, true, EvolutionStrategies.Shaping.NONE),
                new EvolutionStrategies(32, 0.3f, true, EvolutionStrategies.Shaping.RANKS));
    }

    /** Threshold units and the number of errors as loss: all derivatives are 0. */
    @ParameterizedTest
    @MethodSource("withoutDerivatives")
    void theyLearnWithoutAnyDerivative(LearningRule rule) {
        TrainingTask trainingTask = TrainingTask.classes(
                new Wrong(),
                TrainingTask.dense(16, new Threshold()),
                TrainingTask.dense(TrainingTask.CLASSES, new Identity()));
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask.rows(64), rule, new GradientDescent(0.05f));
        double before = trainingHarness.accuracy(20);
        trainingHarness.steps(2000);
        double after = trainingHarness.accuracy(20);
        assertTrue(after > before + 0.15 && after > 0.6, before + " became " + after);
    }

    @Test
    void bothLossesOfADifferenceAreOfTheSameBatch() {
        TrainingTask moving = TrainingTask.typical();
        TrainingHarness trainingHarness =
                new TrainingHarness(moving, weights(1e-2f, Direction.GAUSSIAN, Sides.TWO_SIDED));
        TrainingHarness bp = new TrainingHarness(moving, new Backprop());
        for (int step = 0; step < 3; step++) {
            trainingHarness.step();
            bp.step();
            assertTrue(ArrayMath.relativeDifference(
                            trainingHarness.gradient(), alongTheDirection(trainingHarness, bp.gradient()))
                    < 0.02);
        }
        assertFalse(ArrayMath.isZero(trainingHarness.gradient()));
    }
}
