package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.Dense;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.MatrixView;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The perceptrons, the delta rule and its normalised form. */
class ErrorCorrectingRulesTest {
    private static final LayerKind UNIT = new Dense(1, new Identity(), new Constant(0), new Constant(0));
    private static final float[] SQUARE = {-1, -1, -1, 1, 1, -1, 1, 1};
    private static final float[] AND = {-1, -1, -1, 1}, OR = {-1, 1, 1, 1}, XOR = {-1, 1, 1, -1};

    /** One example at a time, in order. */
    private static LearningSource online(LearningRule rule, Split data, LayerKind layer) {
        return online(rule, data, layer, TrainingSettings.Order.AS_IS);
    }

    private static LearningSource online(LearningRule rule, Split data, LayerKind layer, TrainingSettings.Order order) {
        return new LearningSource(
                LearningSources.source(3, rule, new SumOfSquares(), data, data.training().length, layer)
                        .learner(),
                data,
                1,
                order,
                3);
    }

    /** Trains and returns the number of steps with a change. */
    private static int mistakes(LearningSource s, Stepper stepper, int steps) {
        int n = 0;
        for (int i = 0; i < steps; i++) {
            float[] before = s.arena().theta().clone();
            stepper.step();
            n += Arrays.equals(before, s.arena().theta()) ? 0 : 1;
        }
        return n;
    }

    private static float[] predicted(LearningSource s, Split data) {
        int rows = data.x().length / data.inputs();
        ScratchMatrix scores = new ScratchMatrix(rows, data.targets(), new ComputeContext()),
                each = new ScratchMatrix(rows, 1, new ComputeContext());
        s.learner()
                .predict(
                        new MatrixView(data.x(), 0, rows, data.inputs()),
                        new MatrixView(data.t(), 0, rows, data.targets()),
                        scores,
                        each);
        return Arrays.copyOf(scores.data(), rows * data.targets());
    }

    private static int right(LearningSource s, Split data) {
        float[] y = predicted(s, data);
        return (int) IntStream.range(0, y.length)
                .filter(i -> (y[i] > 0.5f) == (data.t()[i] > 0))
                .count();
    }

    @Test
    void thePerceptronSolvesAndAndOrAndThenStaysConstant() {
        for (float[] t : List.of(AND, OR)) {
            Split data = LearningSources.rows(2, SQUARE, 1, t);
            LearningSource s = online(new Perceptron(), data, UNIT);
            Stepper stepper = LearningSources.stepper(s, 1);
            assertTrue(mistakes(s, stepper, 40) > 0);
            assertEquals(0, mistakes(s, stepper, 40));
            assertEquals(4, right(s, data));
        }
    }

    /** Novikoff's bound (R / margin)^2, with the margin of a known plane, so the bound is not tight. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void thePerceptronMakesNoMoreMistakesThanNovikoffAllows(int draw) {
        int n = 5, rows = 100;
        float[] x = LearningSources.normal("plane " + draw, rows * n), t = new float[rows];
        double[] plane = {1, -2, 1, 0.5, 3};
        double norm = Math.sqrt(1 + 4 + 1 + 0.25 + 9), margin = Double.POSITIVE_INFINITY, radius = 0;
        for (int r = 0; r < rows; r++) {
            double side = 0, square = 1;
            for (int i = 0; i < n; i++) {
                side += plane[i] * x[r * n + i] / norm;
            }
            t[r] = side > 0 ? 1 : -1;
            for (int i = 0; i < n; i++) {
                x[r * n + i] += (float) (0.2 * t[r] * plane[i] / norm);
                square += (double) x[r * n + i] * x[r * n + i];
            }
            margin = Math.min(margin, Math.abs(side) + 0.2);
            radius = Math.max(radius, Math.sqrt(square));
        }
        LearningSource s = online(new Perceptron(), LearningSources.rows(n, x, 1, t), UNIT);
        Stepper stepper = LearningSources.stepper(s, 1);
        int made = mistakes(s, stepper, 100 * rows);
        assertTrue(made > 0 && made <= Math.pow(radius / margin, 2), made + " of " + Math.pow(radius / margin, 2));
        assertEquals(0, mistakes(s, stepper, rows), "it has converged");
    }

    @Test
    void theRateOnlyScalesThePerceptronsWeights() {
        Split data = LearningSources.rows(2, SQUARE, 1, OR);
        LearningSource one = online(new Perceptron(), data, UNIT), four = online(new Perceptron(), data, UNIT);
        Stepper a = LearningSources.stepper(one, 1), b = LearningSources.stepper(four, 4);
        assertEquals(mistakes(one, a, 40), mistakes(four, b, 40));
        assertArrayEquals(ArrayMath.scaled(4, one.arena().theta()), four.arena().theta(), 0f);
    }

    @Test
    void onXorThePerceptronCyclesForEver() {
        Split data = LearningSources.rows(2, SQUARE, 1, XOR);
        LearningSource s = online(new Perceptron(), data, UNIT);
        Stepper stepper = LearningSources.stepper(s, 1);
        mistakes(s, stepper, 4000);
        for (int cycle = 0; cycle < 100; cycle++) {
            assertTrue(mistakes(s, stepper, 4) > 0, "no pass without a mistake");
            assertTrue(ArrayMath.norm(s.arena().theta()) < 4, "bounded");
        }
    }

    /** With the whole training set in every batch, the pocket is the ratchet: exactly the best weights so far. */
    @Test
    void thePocketHoldsTheBestWeightsSoFarThoughTheWeightsNeverRest() {
        int rows = 40;
        float[] x = LearningSources.normal("noisy plane", rows * 3), t = new float[rows];
        for (int r = 0; r < rows; r++) {
            t[r] = x[3 * r] - x[3 * r + 1] + 0.5f * x[3 * r + 2] + (r % 5 == 0 ? 2 * x[3 * r + 1] : 0) > 0 ? 1 : -1;
        }
        Split data = LearningSources.rows(3, x, 1, t);
        LayerKind unit = LearningSources.layer(1, new Identity(), 0.5f);
        LearningSource pocket = LearningSources.source(3, new PocketPerceptron(), new SumOfSquares(), data, unit),
                plain = LearningSources.source(3, new Perceptron(), new SumOfSquares(), data, unit);
        Stepper a = LearningSources.stepper(pocket, 3), b = LearningSources.stepper(plain, 3);
        int best = 0, falls = 0;
        for (int i = 0; i < 300; i++) {
            int now = right(plain, data);
            falls += now < best ? 1 : 0;
            best = Math.max(best, now);
            a.step();
            b.step();
            assertEquals(best, right(pocket, data), "after step " + i);
        }
        assertTrue(best < rows && falls > 50, best + " right, worse than that " + falls + " times");
        assertFalse(pocket.learner().predictsForward());
    }

    /** No plane classifies more than three of the four; the longest runs are those of such a plane. */
    @Test
    void thePocketHoldsTheBestPlaneForXor() {
        Split data = LearningSources.rows(2, SQUARE, 1, XOR);
        LearningSource s = online(
                new PocketPerceptron(),
                data,
                LearningSources.layer(1, new Identity(), 0.7f),
                TrainingSettings.Order.RESHUFFLED);
        Stepper stepper = LearningSources.stepper(s, 1);
        mistakes(s, stepper, 4000);
        assertTrue(mistakes(s, stepper, 40) > 0);
        assertEquals(3, right(s, data));
    }

    @Test
    void theAveragedPerceptronPredictsWithTheMeanOfAllWeights() {
        Split data = LearningSources.rows(
                2, new float[] {3, 1, 1, 2, -1, 0.5f, 2, -2}, 2, new float[] {1, 0, 0, 1, 0, 1, 1, 0});
        LayerKind two = new Dense(2, new Identity(), new Constant(0), new Constant(0));
        LearningSource s = online(new AveragedPerceptron(), data, two);
        Stepper stepper = LearningSources.stepper(s, 1);
        double[] mean = new double[6];
        int steps = 25;
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < 6; j++) {
                mean[j] += s.arena().theta()[j] / (double) steps;
            }
            stepper.step();
        }
        float[] y = predicted(s, data);
        for (int r = 0; r < 4; r++) {
            for (int k = 0; k < 2; k++) {
                double expected = mean[2 * k] * data.x()[2 * r] + mean[2 * k + 1] * data.x()[2 * r + 1] + mean[4 + k];
                assertEquals(expected, y[2 * r + k], 1e-5);
            }
        }
    }

    @Test
    void theAverageConvergesOnXorWhereTheWeightsDoNot() {
        Split data = LearningSources.rows(2, SQUARE, 2, new float[] {1, 0, 0, 1, 0, 1, 1, 0});
        LearningSource s =
                online(new AveragedPerceptron(), data, new Dense(2, new Identity(), new Constant(0), new Constant(0)));
        Stepper stepper = LearningSources.stepper(s, 1);
        mistakes(s, stepper, 40000);
        float[] before = predicted(s, data);
        assertTrue(mistakes(s, stepper, 4) > 0);
        assertArrayEquals(before, predicted(s, data), 1e-3f);
    }

    /** Three classes: the predicted class loses the input, the right one gains it, the third does not change. */
    @Test
    void aMistakeMovesTheUnitThatSpokeAndTheOneThatShouldHave() {
        LayerKind three = new Dense(
                3,
                new Identity(),
                (w, from, to, in, out, rng) -> {
                    w[from + 2] = 1; // unit 1 responds to (1, 2)
                },
                new Constant(0));
        Split data = LearningSources.rows(2, new float[] {1, 2}, 3, new float[] {0, 0, 1});
        assertArrayEquals(
                new float[] {0, 0, 1, 2, -1, -2, 0, 1, -1},
                LearningSources.gradient(LearningSources.source(3, new Perceptron(), new SumOfSquares(), data, three)),
                0f);
    }

    @Test
    void bothCodingsOfTwoClassesTrainTheSamePerceptron() {
        Split signed = LearningSources.rows(2, SQUARE, 1, AND),
                binary = LearningSources.rows(2, SQUARE, 1, new float[] {0, 0, 0, 1});
        LearningSource a = online(new Perceptron(), signed, UNIT), b = online(new Perceptron(), binary, UNIT);
        mistakes(a, LearningSources.stepper(a, 1), 40);
        mistakes(b, LearningSources.stepper(b, 1), 40);
        assertArrayEquals(a.arena().theta(), b.arena().theta(), 0f);
        assertArrayEquals(predicted(a, signed), predicted(b, binary), 0f);
    }

    private static double loss(LearningRule rule, float rate, int steps) {
        float[] x = LearningSources.normal("inputs", 20 * 6), t = LearningSources.normal("targets", 20);
        for (int i = 0; i < x.length; i++) {
            x[i] *= i / 6 % 4 == 0 ? 30 : 1;
        }
        for (int r = 0; r < 20; r++) {
            t[r] = x[r * 6] - 2 * x[r * 6 + 1] + 0.5f;
        }
        LearningSource s =
                online(rule, LearningSources.rows(6, x, 1, t), LearningSources.layer(1, new Identity(), 0.3f));
        Stepper stepper = LearningSources.stepper(s, rate);
        double sum = 0;
        for (int i = 0; i < steps && stepper.step(); i++) {
            sum = i < steps - 20 ? 0 : sum + stepper.loss();
        }
        return stepper.t() < steps ? Double.POSITIVE_INFINITY : sum / 20;
    }

    @Test
    void normalisedLmsIsStableBelowTwoWhateverTheSizeOfTheInputsAndNotAbove() {
        NormalisedLms rule = new NormalisedLms(1e-6f);
        double first = loss(rule, 0, 20);
        assertTrue(loss(rule, 1, 2000) < 1e-6 * first);
        assertTrue(loss(rule, 1.9f, 5000) < 1e-6 * first);
        assertTrue(loss(rule, 2.1f, 2000) > 1e3 * first);
        assertTrue(loss(new Delta(), 1, 2000) == Double.POSITIVE_INFINITY, "the delta rule at the same rate");
    }

    @Test
    void normalisedLmsAtARateOfOneMendsAnExampleAtOnce() {
        LearningSource s = LearningSources.source(
                3,
                new NormalisedLms(0),
                new SumOfSquares(),
                LearningSources.rows(3, new float[] {4, -5, 6}, 2, new float[] {7, -8}),
                LearningSources.layer(2, new Identity(), 0.3f));
        Stepper stepper = LearningSources.stepper(s, 1);
        stepper.step();
        stepper.step();
        assertEquals(0, stepper.loss(), 1e-9);
    }

    /** Full batches: the error along each eigenvector of X'X/B shrinks by the factor 1 - rate * lambda per step. */
    @Test
    void theDeltaRuleConvergesToTheLeastSquaresSolutionAtTheKnownRate() {
        float[] x = {2, 0, -2, 0, 0, 1, 0, -1}, t = {3, 1, 2, 4};
        double[] solution = {(2 * 3 - 2 * 1) / 8.0, (2 - 4) / 2.0}, lambda = {2, 0.5};
        LearningSource s = LearningSources.source(
                3,
                new Delta(),
                new SumOfSquares(),
                LearningSources.rows(2, x, 1, t),
                LearningSources.layer(1, new Identity(), 0.3f));
        float[] start = LearningSources.numbers(s, "layer0/weights");
        Stepper stepper = LearningSources.stepper(s, 0.1f);
        for (int i = 0; i < 10; i++) {
            stepper.step();
        }
        float[] w = LearningSources.numbers(s, "layer0/weights");
        for (int i = 0; i < 2; i++) {
            assertEquals(solution[i] + Math.pow(1 - 0.1 * lambda[i], 10) * (start[i] - solution[i]), w[i], 1e-5);
        }
    }

    /** The least squares outputs are on the right side of one half for AND and OR, and exactly one half for XOR. */
    @Test
    void theDeltaRuleSolvesAndAndOrAndNotXor() {
        float[] and = {0, 0, 0, 1}, or = {0, 1, 1, 1}, xor = {0, 1, 1, 0};
        for (float[] t : List.of(and, or, xor)) {
            Split data = LearningSources.rows(2, SQUARE, 1, t);
            LearningSource s = LearningSources.source(3, new Delta(), new SumOfSquares(), data, UNIT);
            Stepper stepper = LearningSources.stepper(s, 0.5f);
            for (int i = 0; i < 60; i++) {
                stepper.step();
            }
            assertEquals(t != xor, right(s, data) == 4);
        }
    }

    @Test
    void theDeltaRuleWithTheWrongSignDiverges() {
        LearningSource s = LearningSources.source(
                3,
                new Delta(),
                new SumOfSquares(),
                LearningSources.rows(1, new float[] {2}, 1, new float[] {1}),
                LearningSources.layer(1, new Identity(), 0.3f));
        Stepper up = LearningSources.stepper(s, -0.5f);
        up.step();
        double first = up.loss();
        up.step();
        assertTrue(up.loss() > 2 * first);
    }
}
