package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Competing units. */
class CompetitiveRulesTest {
    private static final SoftHebb SOFT = new SoftHebb(1, false, false);

    private static final int N = 6;

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

    /** Vectors of length 1 in tight clusters about three axes. */
    private static float[] clusters(int each) {
        float[] x = LearningSources.normal("clusters", 3 * each * N);
        for (int r = 0; r < 3 * each; r++) {
            for (int i = 0; i < N; i++) {
                x[r * N + i] = 0.1f * x[r * N + i] + (i == 2 * (r / each) ? 1 : 0);
            }
            float norm = (float) ArrayMath.norm(row(x, r, N));
            for (int i = 0; i < N; i++) {
                x[r * N + i] /= norm;
            }
        }
        return x;
    }

    /** Starts with one unit near each cluster. */
    private static LayerKind near() {
        return new Dense(
                3,
                new Identity(),
                (w, from, to, in, out, rng) -> {
                    for (int i = from; i < to; i++) {
                        int unit = (i - from) / N, input = (i - from) % N;
                        w[i] = 0.3f * rng.gaussian() + (input == 2 * unit ? 0.5f : 0);
                    }
                },
                new Constant(0));
    }

    private static double[] mean(float[] x, int from, int to) {
        double[] m = new double[N];
        double square = 0;
        for (int i = 0; i < N; i++) {
            for (int r = from; r < to; r++) {
                m[i] += x[r * N + i];
            }
            square += m[i] * m[i];
        }
        double norm = Math.sqrt(square);
        return Arrays.stream(m).map(v -> v / norm).toArray();
    }

    private static void closeTo(double[] expected, float[] found, double cosine, double length) {
        double dot = 0;
        for (int i = 0; i < N; i++) {
            dot += expected[i] * found[i];
        }
        assertTrue(dot / ArrayMath.norm(found) > cosine, "cosine " + dot / ArrayMath.norm(found));
        assertEquals(1, ArrayMath.norm(found), length);
    }

    @Test
    void softHebbUnitsComeToTheMeansOfSeparateClustersAtLengthOne() {
        float[] x = clusters(20), w = settled(source(new SoftHebb(20, false, false), x, N, near(), 3), 0.2f, 5000);
        for (int unit = 0; unit < 3; unit++) {
            closeTo(mean(x, 20 * unit, 20 * unit + 20), row(w, unit, N), 0.9999, 0.03);
        }
    }

    @Test
    void softHebbRowsConvergeToLengthOneAlsoWithAdaptiveRates() {
        for (boolean adaptive : new boolean[] {false, true}) {
            TrainingHarness trainingHarness = new TrainingHarness(
                    TrainingTask.linear(3, 1, 1, 1, 1, 1).rows(32),
                    new SoftHebb(2, adaptive, false),
                    new GradientDescent(0.02f));
            trainingHarness.steps(10000);
            for (int unit = 0; unit < 3; unit++) {
                assertEquals(1, ArrayMath.norm(row(trainingHarness.theta("layer0/weights"), unit, 5)), 0.05);
            }
        }
    }

    /** All units have the same fixed point w = m / |m|, the solution of m = (w'm) w. */
    @Test
    void softHebbWithoutCompetitionSendsEveryUnitToTheMeanInput() {
        float[] x = clusters(10), w = settled(source(new SoftHebb(0, false, false), x, N, near(), 3), 0.5f, 3000);
        double[] mean = mean(x, 0, 30);
        for (int unit = 0; unit < 3; unit++) {
            closeTo(mean, row(w, unit, N), 0.99999, 1e-3);
        }
    }

    @Test
    void losersOfSoftHebbThatUnlearnMoveAwayByWhatTheyWouldLearn() {
        float[] x = row(clusters(1), 1, N);
        float[] learned = LearningSources.gradient(source(new SoftHebb(2, false, false), x, N, near(), 3)),
                unlearned =
                        LearningSources.gradient(
                                source(new SoftHebb(2, false, false, SoftHebb.Losers.UNLEARN), x, N, near(), 3));
        for (int unit = 0; unit < 3; unit++) {
            float[] expected = row(learned, unit, N);
            assertTrue(ArrayMath.norm(expected) > 1e-3, "unit " + unit + " does not learn");
            assertArrayEquals(unit == 1 ? expected : ArrayMath.scaled(-1, expected), row(unlearned, unit, N));
        }
    }

    /**
     * One example x = (1, 0.5) and no competition. A unit w = (3, 0) has u = 3, so that x - u w = (-8, 0.5). A unit (1,
     * 0) has (0, 0.5), but the rate 0.
     */
    @Test
    void theLargestNormalisedStepOfSoftHebbIsTheAdaptiveRateOfItsUnit() {
        float[] w = {3, 0, 1, 0};
        LayerKind layer = new Dense(
                2,
                new Identity(),
                (to, from, end, in, out, rng) -> System.arraycopy(w, 0, to, from, end - from),
                new Constant(0));
        float[] g = LearningSources.gradient(source(new SoftHebb(0, true, true), new float[] {1, 0.5f}, 2, layer, 2));
        float rate = (float) Math.sqrt(2);
        assertArrayEquals(new float[] {rate, -rate / 16, 0, 0}, Arrays.copyOf(g, 4), 1e-6f);
    }

    /** Without unlearning and with norm 2, both are hard winner-take-all, except for the length of the step. */
    @Test
    void sharpSoftHebbIsKrotovAndHopfieldsRuleWithoutUnlearning() {
        float[] x = clusters(10);
        float[] soft = LearningSources.gradient(source(new SoftHebb(100000, false, true), x, N, near(), 3)),
                hard = LearningSources.gradient(source(new KrotovHopfield(2, 0, 2), x, N, near(), 3));
        assertArrayEquals(hard, soft, 1e-6f);
    }

    @Test
    void withoutUnlearningOnlyTheWinnerMovesByTheInputLessItsShare() {
        float[] x = clusters(1);
        LearningSource s = source(new KrotovHopfield(2, 0, 2), row(x, 1, N), N, near(), 3);
        float[] w = row(LearningSources.numbers(s, "layer0/weights"), 1, N),
                g = LearningSources.gradient(s),
                expected = new float[N];
        double q = ArrayMath.dot(w, row(x, 1, N)), most = 0;
        for (int i = 0; i < N; i++) {
            expected[i] = (float) (x[N + i] - q * w[i]);
            most = Math.max(most, Math.abs(expected[i]));
        }
        assertArrayEquals(ArrayMath.scaled((float) (-1 / most), expected), row(g, 1, N), 1e-6f);
        assertTrue(ArrayMath.isZero(row(g, 0, N)) && ArrayMath.isZero(row(g, 2, N)));
    }

    /** Norm 3, by hand: Q = sum sgn(w) w^2 x is 1 for unit 0, -2 for unit 2 and -3 for unit 1. */
    @Test
    void theUnitOfTheGivenRankUnlearnsByTheActivityInItsNorm() {
        float[] x = {1, 1}, weights = {1, 0, -2, 1, 0.5f, -1.5f};
        float[] second = {1 - 1, 1, 0, 0, -0.4f * (1 + 2 * 0.5f), -0.4f * (1 - 2 * 1.5f)},
                third = {1 - 1, 1, -0.4f * (1 - 3 * 2), -0.4f * (1 + 3), 0, 0};
        LayerKind layer = new Dense(
                3,
                new Identity(),
                (w, from, to, in, out, rng) -> System.arraycopy(weights, 0, w, from, weights.length),
                new Constant(0));
        for (int rank = 2; rank <= 3; rank++) {
            float[] expected = rank == 2 ? second : third;
            float[] g = LearningSources.gradient(source(new KrotovHopfield(3, 0.4f, rank), x, 2, layer, 3));
            assertArrayEquals(
                    ArrayMath.scaled(-1 / SoftHebb.maxAbs(expected, 6), expected), Arrays.copyOf(g, 6), 1e-5f);
        }
    }

    @Test
    void equalUnitsRankByTheirIndex() {
        LayerKind equal = new Dense(4, new Identity(), new Constant(0.5f), new Constant(0));
        float[] g =
                LearningSources.gradient(source(new KrotovHopfield(2, 0.4f, 3), new float[] {1, 0.5f}, 2, equal, 4));
        assertTrue(g[0] < 0 && g[4] > 0, "unit 0 learns, unit 2 unlearns");
        assertTrue(ArrayMath.isZero(row(g, 1, 2)) && ArrayMath.isZero(row(g, 3, 2)));
    }

    @Test
    void unitsInAnotherOrderLearnTheSame() {
        float[] x = clusters(10), w = LearningSources.normal("weights", 4 * N), turned = w.clone();
        System.arraycopy(w, 0, turned, 2 * N, 2 * N);
        System.arraycopy(w, 2 * N, turned, 0, 2 * N);
        for (LearningRule rule : List.of(new KrotovHopfield(2, 0.4f, 2), new KrotovHopfield(3, 0.4f, 3), SOFT)) {
            float[] a = LearningSources.gradient(source(rule, x, N, given(w), 4)),
                    b = LearningSources.gradient(source(rule, x, N, given(turned), 4));
            assertArrayEquals(row(a, 0, 2 * N), row(b, 1, 2 * N), 1e-6f);
            assertArrayEquals(row(a, 1, 2 * N), row(b, 0, 2 * N), 1e-6f);
        }
    }

    private static LayerKind given(float[] weights) {
        return new Dense(
                weights.length / N,
                new Identity(),
                (w, from, to, in, out, rng) -> System.arraycopy(weights, 0, w, from, weights.length),
                new Constant(0));
    }

    @ParameterizedTest
    @ValueSource(floats = {2, 3})
    void krotovAndHopfieldsWinnersComeToLengthOneInTheirNorm(float norm) {
        LearningSource s = source(new KrotovHopfield(norm, 0.1f, 3), clusters(20), N, near(), 3);
        settled(s, 0.02f, 1000);
        float[] w = settled(s, 0.001f, 2000);
        for (int unit = 0; unit < 3; unit++) {
            double sum = 0;
            for (float v : row(w, unit, N)) {
                sum += Math.pow(Math.abs(v), norm);
            }
            assertEquals(1, sum, 0.1, "unit " + unit);
        }
    }

    @Test
    void theLargestStepOfAWeightIsTheRate() {
        for (LearningRule rule : List.of(new KrotovHopfield(2, 0.4f, 2), new SoftHebb(2, false, true))) {
            float[] g = LearningSources.gradient(source(rule, clusters(5), N, near(), 3));
            assertEquals(1, SoftHebb.maxAbs(g, g.length), 1e-6);
        }
    }

    @Test
    void aRankLargerThanTheNumberOfUnitsIsRejected() {
        assertEquals(
                "the unit of rank 6 unlearns, but layer 1 has 5 units; add units, or lower rank",
                assertThrows(
                                IncompatibleException.class,
                                () -> new TrainingHarness(TrainingTask.typical(), new KrotovHopfield(2, 0.4f, 6)))
                        .getMessage());
    }

    @Test
    void rulesThatAreTheirOwnStepSayWhatOptimizerTheyNeed() {
        for (LearningRule rule : List.of(
                new KrotovHopfield(2, 0.4f, 2),
                new SoftHebb(1, true, false),
                new SoftHebb(1, false, true),
                new NormalisedHebb(0.01f),
                new Perceptron(),
                new AveragedPerceptron(),
                new PocketPerceptron(),
                new Layerwise(new KrotovHopfield(2, 0.4f, 2), new Delta()))) {
            assertTrue(rule.requirements().contains(Requirement.PROPORTIONAL_STEP), rule.toString());
        }
        assertTrue(!SOFT.requirements().contains(Requirement.PROPORTIONAL_STEP));
    }
}
