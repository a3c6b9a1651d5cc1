package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.FeedbackAlignment.Draw;
import dev.engram.plugins.learningrules.SignSymmetry.Magnitude;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Parameter;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.GradientDescent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The matrices of feedback alignment and of sign symmetry. */
class FeedbackMatricesTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch();

    private static Map<Integer, double[][]> after(int steps, float rate, LearningRule rule) {
        Map<Integer, double[][]> seen = new TreeMap<>();
        new TrainingHarness(DEEP, new FeedbackRecorder(rule, seen), new GradientDescent(rate)).steps(steps);
        return seen;
    }

    private static double[][] weights(TrainingHarness trainingHarness, int layer) {
        return ArrayMath.toArray(
                trainingHarness.learner().network().layer(layer).weights());
    }

    /** Deviation sqrt(2 / (units + inputs)) either way; within +-sqrt(6 / (units + inputs)) where uniform. */
    @ParameterizedTest
    @CsvSource({"UNIFORM, 1", "NORMAL, 1", "UNIFORM, 2", "NORMAL, 0.5"})
    void feedbackIsDrawnAsLargeAsGlorotsWeightsTimesItsScale(Draw draw, float scale) {
        TrainingTask wide = TrainingTask.classes(
                DEEP.loss(),
                TrainingTask.dense(80, ((SynapsesKind) DEEP.layers().get(0)).activation()),
                TrainingTask.dense(60, ((SynapsesKind) DEEP.layers().get(0)).activation()),
                DEEP.layers().get(2));
        Map<Integer, double[][]> seen = new TreeMap<>();
        new TrainingHarness(wide, new FeedbackRecorder(new FeedbackAlignment(scale, draw), seen)).step();
        double squares = 0, largest = 0;
        for (double[] row : seen.get(1)) {
            for (double b : row) {
                squares += b * b / (80 * 60);
                largest = Math.max(largest, Math.abs(b));
            }
        }
        double expected = scale * Math.sqrt(2.0 / (80 + 60));
        assertEquals(1, Math.sqrt(squares) / expected, 0.04); // sd of the estimate at most 0.01
        assertEquals(draw == Draw.UNIFORM, largest <= expected * Math.sqrt(3) * 1.00001);
    }

    @ParameterizedTest
    @EnumSource(Magnitude.class)
    void theSignsAreThoseOfTheWeightsAtEveryStep(Magnitude magnitude) {
        Map<Integer, double[][]> seen = new TreeMap<>();
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.typical(),
                new FeedbackRecorder(new SignSymmetry(magnitude, 1, Fans.ROWS_COLUMNS), seen),
                new GradientDescent(1));
        double[][] first = weights(trainingHarness, 1);
        trainingHarness.theta()[trainingHarness.parameter("layer1/weights").from()] = 0;
        int turned = 0;
        for (int step = 0; step < 60; step++) {
            double[][] w = weights(trainingHarness, 1), w2 = weights(trainingHarness, 2);
            trainingHarness.step();
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < w[i].length; j++) {
                    assertEquals(Math.signum(w[i][j]), Math.signum(seen.get(1)[i][j]), "step " + step);
                    turned += w[i][j] * first[i][j] < 0 ? 1 : 0;
                }
            }
            for (int i = 0; i < w2.length; i++) {
                for (int j = 0; j < w2[i].length; j++) {
                    assertEquals(Math.signum(w2[i][j]), Math.signum(seen.get(2)[i][j]), "step " + step);
                }
            }
        }
        assertTrue(turned > 0, "some weights do change their signs");
    }

    /** A common mistake: a signed random matrix times sign(W), drawn at every step, changes sign each time. */
    @Test
    void fixedMagnitudesStayAndOthersAreDrawnAnew() {
        for (int step = 2; step < 5; step++) {
            double[][]
                    one =
                            after(1, 0.5f, new SignSymmetry(Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS))
                                    .get(1),
                    later =
                            after(step, 0.5f, new SignSymmetry(Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS))
                                    .get(1);
            for (int i = 0; i < one.length; i++) {
                for (int j = 0; j < one[i].length; j++) {
                    assertEquals(Math.abs(one[i][j]), Math.abs(later[i][j]));
                }
            }
        }
        assertNotEquals(
                Math.abs(after(1, 0, new SignSymmetry(Magnitude.BATCHWISE_RANDOM, 1, Fans.ROWS_COLUMNS))
                        .get(1)[0][0]),
                Math.abs(after(2, 0, new SignSymmetry(Magnitude.BATCHWISE_RANDOM, 1, Fans.ROWS_COLUMNS))
                        .get(1)[0][0]));
    }

    @ParameterizedTest
    @CsvSource({"UNIFORM, 1", "UNIFORM, 0.5", "MEAN, 1"})
    void signSymmetryIsBackpropBitForBitWhereAllMagnitudesAreItsOwn(Magnitude magnitude, float scale) {
        float[][] g = new float[2][];
        LearningRule[] rules = {new Backprop(), new SignSymmetry(magnitude, scale, Fans.ROWS_COLUMNS)};
        for (int k = 0; k < 2; k++) {
            TrainingHarness trainingHarness = new TrainingHarness(DEEP, rules[k]);
            for (int l = 0; l < 3; l++) {
                Parameter p = trainingHarness.parameter("layer" + l + "/weights");
                float s = magnitude == Magnitude.MEAN ? 0.37f : scale * Maths.sqrt(2f / (p.rows() + p.cols()));
                trainingHarness.transform(p.name(), x -> s * Math.signum(x));
            }
            trainingHarness.step();
            g[k] = trainingHarness.gradient();
        }
        assertArrayEquals(g[0], g[1]);
    }

    /** Normal: sqrt(2 / pi); uniform of deviation 1: sqrt(3) / 2. */
    @ParameterizedTest
    @CsvSource({"FIXED_RANDOM, 0.866", "BATCHWISE_RANDOM, 0.798", "UNIFORM, 1"})
    void magnitudesHaveTheirSize(Magnitude magnitude, double mean) {
        TrainingTask wide = TrainingTask.classes(
                DEEP.loss(),
                TrainingTask.dense(80, ((SynapsesKind) DEEP.layers().get(0)).activation()),
                TrainingTask.dense(60, ((SynapsesKind) DEEP.layers().get(0)).activation()),
                DEEP.layers().get(2));
        Map<Integer, double[][]> seen = new TreeMap<>();
        new TrainingHarness(wide, new FeedbackRecorder(new SignSymmetry(magnitude, 2, Fans.ROWS_COLUMNS), seen)).step();
        double sum = 0;
        for (double[] row : seen.get(1)) {
            for (double m : row) {
                sum += Math.abs(m) / (80 * 60);
            }
        }
        assertEquals(mean, sum / (2 * Math.sqrt(2.0 / (80 + 60))), 0.03);
    }

    @ParameterizedTest
    @EnumSource(Magnitude.class)
    void signSymmetryBeginsFarBelowARightAngleToBackprop(Magnitude magnitude) {
        TrainingHarness bp = new TrainingHarness(DEEP, new Backprop()),
                s = new TrainingHarness(DEEP, new SignSymmetry(magnitude, 1, Fans.ROWS_COLUMNS));
        bp.step();
        s.step();
        double degrees = Math.toDegrees(
                Math.acos(ArrayMath.cosine(s.gradient("layer0/weights"), bp.gradient("layer0/weights"))));
        assertTrue(degrees < 70, "angle " + degrees);
    }
}
