package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Activation;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unsupervised rules that find components, differences and patterns. */
class UnsupervisedRulesTest {
    private static final double[] VARIANCES = {5, 2, 1, 0.5, 0.1};
    private static final int N = VARIANCES.length;

    /** Inputs that are never negative, as BCM needs. */
    private record TestRelu() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return Math.max(a, 0);
        }

        @Override
        public float derivative(float a, float h) {
            return h > 0 ? 1 : 0;
        }

        @Override
        public float min() {
            return 0;
        }
    }

    private static float[] row(float[] w, int unit, int inputs) {
        return Arrays.copyOfRange(w, unit * inputs, (unit + 1) * inputs);
    }

    private static LearningSource source(LearningRule rule, float[] x, int inputs, LayerKind layer, int units) {
        Split data = LearningSources.rows(inputs, x, units, new float[x.length / inputs * units]);
        return LearningSources.source(3, rule, new SumOfSquares(), data, layer);
    }

    private static float[] settled(LearningSource s, float rate, int steps) {
        Stepper stepper = LearningSources.stepper(s, rate);
        for (int i = 0; i < steps; i++) {
            stepper.step();
        }
        return LearningSources.numbers(s, "layer0/weights");
    }

    @Test
    void sangerWithOneUnitIsOjaBitForBit() {
        TrainingTask trainingTask = TrainingTask.linear(1, VARIANCES);
        TrainingHarness sanger = new TrainingHarness(trainingTask, new Sanger(), new GradientDescent(0.01f)),
                oja = new TrainingHarness(trainingTask, new Oja(), new GradientDescent(0.01f));
        sanger.steps(500);
        oja.steps(500);
        assertArrayEquals(oja.theta(), sanger.theta(), 0f);
    }

    /** Full batches of inputs along the axes: X'X/B is exactly diagonal, and the components are the axes. */
    @Test
    void sangerFindsTheFirstComponentsInOrderAtLengthOne() {
        float[] x = new float[2 * N * N];
        for (int i = 0; i < N; i++) {
            x[2 * i * N + i] = (float) Math.sqrt(N * VARIANCES[i]);
            x[(2 * i + 1) * N + i] = -x[2 * i * N + i];
        }
        float[] w = settled(source(new Sanger(), x, N, LearningSources.layer(3, new Identity(), 0.3f), 3), 0.05f, 4000);
        for (int unit = 0; unit < 3; unit++) {
            float[] v = row(w, unit, N);
            assertEquals(1, ArrayMath.norm(v), 1e-4);
            assertEquals(1, Math.abs(v[unit]), 1e-4, "unit " + unit + " is along component " + unit);
        }
    }

    /** A known limit of the rule: with a mean far from 0 it finds the mean. */
    @Test
    void sangerWithoutCentringFindsTheMean() {
        float[] x = LearningSources.normal("off centre", 200 * N);
        for (int i = 0; i < x.length; i += N) {
            x[i + 4] += 10;
        }
        float[] w =
                settled(source(new Sanger(), x, N, LearningSources.layer(1, new Identity(), 0.1f), 1), 0.005f, 2000);
        assertEquals(1, Math.abs(w[4]) / ArrayMath.norm(w), 0.01);
    }

    @Test
    void aBcmUnitConvergesToOutputTwoForOneOfTwoPatternsAndZeroForTheOther() {
        LearningSource s = source(
                new Bcm(0.1f, 2),
                new float[] {1, 0, 0, 1},
                2,
                new Dense(
                        1,
                        new TestRelu(),
                        (w, from, to, in, out, rng) -> {
                            w[from] = 0.5f;
                            w[from + 1] = 0.4f;
                        },
                        new Constant(0)),
                1);
        float[] w = settled(s, 0.01f, 20000);
        assertEquals(2, w[0], 0.01);
        assertEquals(0, w[1], 0.01);
        assertEquals(2, s.ruleState().get("layer0/threshold")[0], 0.02);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aBcmUnitAnswersOneOfManyPatternsWithTheirNumber(int patterns) {
        float[] x = new float[patterns * patterns];
        for (int i = 0; i < patterns; i++) {
            x[i * patterns + i] = 1;
        }
        float[] w = settled(
                source(
                        new Bcm(0.1f, 2),
                        x,
                        patterns,
                        new Dense(
                                1,
                                new TestRelu(),
                                (a, from, to, in, out, rng) -> {
                                    for (int i = from; i < to; i++) {
                                        a[i] = 0.3f + 0.1f * (i - from);
                                    }
                                },
                                new Constant(0)),
                        1),
                0.01f,
                40000);
        assertEquals(patterns, w[patterns - 1], 0.02);
        for (int i = 0; i < patterns - 1; i++) {
            assertTrue(w[i] < 0.01, "others " + w[i]);
        }
    }

    @Test
    void theBcmThresholdFollowsThePowerOfTheActivity() {
        LearningSource s = source(
                new Bcm(1, 3),
                new float[] {1, 2},
                1,
                new Dense(1, new TestRelu(), new Constant(1), new Constant(0)),
                1);
        s.beginStep(1);
        s.computeGradient();
        assertEquals((1 + 8) / 2.0, s.ruleState().get("layer0/threshold")[0], 1e-5);
        assertEquals(-(1 + 8) / 2.0, s.arena().gradient()[0], 1e-5, "y^2 x with a threshold of 0 at first");
    }

    @Test
    void covarianceHebbWithoutMemoryIsTheCovarianceOfTheBatch() {
        int rows = 50;
        float[] x = LearningSources.normal("shifted", rows * N), mean = new float[N];
        for (int i = 0; i < x.length; i++) {
            x[i] += i % N;
            mean[i % N] += x[i] / rows;
        }
        LearningSource s =
                source(new CovarianceHebb(false, 0, 0), x, N, LearningSources.layer(1, new Identity(), 0.3f), 1);
        float[] w = LearningSources.numbers(s, "layer0/weights"), g = LearningSources.gradient(s);
        double[] expected = new double[N];
        for (int r = 0; r < rows; r++) {
            double y = 0;
            for (int i = 0; i < N; i++) {
                y += w[i] * (x[r * N + i] - mean[i]);
            }
            for (int i = 0; i < N; i++) {
                expected[i] -= y * (x[r * N + i] - mean[i]) / rows;
            }
        }
        for (int i = 0; i < N; i++) {
            assertEquals(expected[i], g[i], 1e-4);
        }
    }

    @Test
    void covarianceHebbIgnoresConstantActivities() {
        float[] x = {1, 2, 3, 1, 2, 3, 1, 2, 3};
        for (float memory : new float[] {0, 0.9f}) {
            for (float g : LearningSources.gradient(source(
                    new CovarianceHebb(false, 0, memory), x, 3, LearningSources.layer(2, new Identity(), 0.3f), 2))) {
                assertEquals(0, g, 1e-6);
            }
        }
    }

    /** Two batches of one: means 1 and then (0.5 * 1 + 1 * 4) / 1.5 = 3. */
    @Test
    void theMeansOfCovarianceHebbRun() {
        Split data = LearningSources.rows(1, new float[] {1, 4}, 1, new float[] {2, 8});
        LearningSource s = LearningSources.source(
                3,
                new CovarianceHebb(true, 0, 0.5f),
                new SumOfSquares(),
                data,
                1,
                LearningSources.layer(1, new Identity(), 0.3f));
        float[] g = new float[2];
        for (int step = 1; step <= 2; step++) {
            s.beginStep(step);
            s.computeGradient();
            g[step - 1] = s.arena().gradient()[0];
        }
        boolean ascending = Math.abs(g[1] + (4 - 3) * (8 - 6)) < 1e-4,
                descending = Math.abs(g[1] + (1 - 2) * (2 - 4)) < 1e-4;
        assertEquals(0, g[0], 1e-6, "the first example is its own mean");
        assertTrue(ascending || descending, "second gradient " + g[1]);
    }

    @Test
    void aStepOfNormalisedHebbIsHebbsStepScaledToLengthOne() {
        float gamma = 0.3f;
        float[] x = LearningSources.normal("rows", 20 * N);
        LayerKind layer = LearningSources.layer(3, new Identity(), 0.3f);
        LearningSource plain = source(new Hebb(false, 0), x, N, layer, 3),
                normalised = source(new NormalisedHebb(gamma), x, N, layer, 3);
        float[] hebb = settled(plain, gamma, 1), w = settled(normalised, 1, 1);
        for (int unit = 0; unit < 3; unit++) {
            float[] v = row(hebb, unit, N);
            assertArrayEquals(ArrayMath.scaled((float) (1 / ArrayMath.norm(v)), v), row(w, unit, N), 1e-6f);
        }
    }

    @Test
    void normalisedHebbConvergesToTheFirstComponentWhereHebbDiverges() {
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.linear(1, VARIANCES).rows(64), new NormalisedHebb(0.01f), new GradientDescent(1));
        trainingHarness.steps(3000);
        float[] w = trainingHarness.theta("layer0/weights");
        assertEquals(1, ArrayMath.norm(w), 1e-5);
        assertTrue(Math.abs(w[0]) > 0.99, "cosine " + w[0]);
    }

    @Test
    void aUnitWithoutWeightsStaysSoUnderNormalisedHebb() {
        float[] g = LearningSources.gradient(source(
                new NormalisedHebb(0.1f),
                LearningSources.normal("rows", 4 * N),
                N,
                new Dense(2, new Identity(), new Constant(0), new Constant(0)),
                2));
        assertTrue(ArrayMath.isZero(g));
    }

    /** Doubling the activity on either side of the synapse doubles the change. */
    @Test
    void hebbIsProportionalToBothActivitiesAndSymmetric() {
        float[] g = clamped(2, 3);
        assertEquals(-6, g[0]);
        assertEquals(2 * g[0], clamped(4, 3)[0]);
        assertEquals(2 * g[0], clamped(2, 6)[0]);
        assertEquals(g[0], clamped(3, 2)[0]);
    }

    private static float[] clamped(float pre, float post) {
        return LearningSources.gradient(LearningSources.source(
                3,
                new Hebb(true, 0),
                new SumOfSquares(),
                LearningSources.rows(1, new float[] {pre}, 1, new float[] {post}),
                LearningSources.layer(1, new Identity(), 0.3f)));
    }
}
