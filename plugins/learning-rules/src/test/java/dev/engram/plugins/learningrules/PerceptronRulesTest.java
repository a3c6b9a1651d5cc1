package dev.engram.plugins.learningrules;

import static dev.engram.plugins.learningrules.SingleLayerLearning.SQUARE;
import static dev.engram.plugins.learningrules.SingleLayerLearning.UNIT;
import static dev.engram.plugins.learningrules.SingleLayerLearning.mistakes;
import static dev.engram.plugins.learningrules.SingleLayerLearning.online;
import static dev.engram.plugins.learningrules.SingleLayerLearning.predicted;
import static dev.engram.plugins.learningrules.SingleLayerLearning.right;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The perceptron, its pocket and its average. */
class PerceptronRulesTest {
    private static final float[] AND = {-1, -1, -1, 1}, OR = {-1, 1, 1, 1}, XOR = {-1, 1, 1, -1};

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
        assertEquals(made, s.ruleState().get("layer0/mistakes")[0], "its own count");
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
}
