package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.PredictiveCoding.Inference;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictiveCodingTest {
    /** One example, whose bias gradients are the errors themselves, D_l = -eps_l. */
    private static final TrainingTask LINEAR = TrainingTask.classes(
                    new SumOfSquares(),
                    TrainingTask.dense(5, new Identity()),
                    TrainingTask.dense(4, new Identity()),
                    TrainingTask.dense(TrainingTask.CLASSES, new Identity()))
            .rows(1)
            .sameBatch();

    private static TrainingHarness stepped(TrainingTask trainingTask, int steps, float gamma, float variance) {
        TrainingHarness trainingHarness =
                new TrainingHarness(trainingTask, new PredictiveCoding(steps, gamma, variance, Inference.ITERATIVE));
        trainingHarness.step();
        return trainingHarness;
    }

    static List<TrainingTask> tasks() {
        return List.of(
                TrainingTask.typical().sameBatch(),
                TrainingTask.shallow().sameBatch(),
                LINEAR,
                TrainingTask.deep(new Tanh(), new Sigmoid(), new SumOfSquares()).sameBatch(),
                TrainingTask.classes(
                                new CrossEntropy(),
                                TrainingTask.dense(7, new Tanh()),
                                TrainingTask.dense(6, new Sigmoid()),
                                TrainingTask.dense(5, new Tanh()),
                                TrainingTask.dense(4, new Sigmoid()),
                                TrainingTask.dense(3, new Softmax()))
                        .sameBatch(),
                TrainingTask.classes(new CrossEntropy(), TrainingTask.dense(3, new Softmax()))
                        .sameBatch());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void zIlEqualsBackprop(TrainingTask trainingTask) {
        float[] bp = TrainingHarness.gradient(trainingTask, new Backprop());
        assertArrayEquals(
                bp, TrainingHarness.gradient(trainingTask, new PredictiveCoding(50, 0.1f, 1, Inference.Z_IL)), 3e-7f);
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static double[][] weights(TrainingHarness trainingHarness, int layer) {
        return ArrayMath.toArray(
                trainingHarness.learner().network().layer(layer).weights());
    }

    /** eps_L = (I + sum_k P_k P_k')^-1 (t - y), P_k = W_L .. W_{k+1}: not the output error of back-propagation. */
    @Test
    void atRestTheErrorIsSpreadOverAllLayersOfALinearNetwork() {
        TrainingHarness trainingHarness = stepped(LINEAR, 3000, 0.1f, 1);
        float[] error = trainingHarness.gradient("layer2/bias");
        double[][] w1 = weights(trainingHarness, 0),
                w2 = weights(trainingHarness, 1),
                w3 = weights(trainingHarness, 2),
                p1 = product(w3, w2);
        double[][] y = product(
                product(p1, w1),
                transpose(ArrayMath.toArray(trainingHarness.batch().inputs())));
        double[][] spread2 = product(w3, transpose(w3)), spread1 = product(p1, transpose(p1));
        float[] plain = new float[3];
        for (int i = 0; i < 3; i++) {
            double left = error[i];
            for (int j = 0; j < 3; j++) {
                left += (spread1[i][j] + spread2[i][j]) * error[j];
            }
            plain[i] = (float) (y[i][0] - trainingHarness.batch().targets().get(0, i));
            assertEquals(plain[i], left, 1e-4);
        }
        assertTrue(ArrayMath.cosine(error, plain) < 0.999, "it is not back-propagation");
    }

    @Test
    void atRestTheErrorOfALayerIsWhatTheLayerAboveSendsDown() {
        TrainingHarness trainingHarness = stepped(LINEAR, 3000, 0.1f, 1);
        for (int l = 0; l < 2; l++) {
            float[] here = trainingHarness.gradient("layer" + l + "/bias"),
                    above = trainingHarness.gradient("layer" + (l + 1) + "/bias");
            double[][] w = weights(trainingHarness, l + 1);
            for (int i = 0; i < here.length; i++) {
                double sent = 0;
                for (int j = 0; j < above.length; j++) {
                    sent += above[j] * w[j][i];
                }
                assertEquals(sent, here[i], 2e-6);
            }
        }
    }

    @Test
    void itTendsToBackpropAsTheVarianceOfTheOutputGrows() {
        float[] bp = TrainingHarness.gradient(LINEAR, new Backprop());
        double[] error = new double[4];
        for (int i = 0; i < error.length; i++) {
            error[i] = ArrayMath.relativeDifference(
                    stepped(LINEAR, 3000, 0.5f, (float) Math.pow(10, i)).gradient(), bp);
        }
        assertTrue(error[0] > 0.2, "at variance 1: " + error[0]);
        assertTrue(error[1] < error[0] / 2 && error[2] < error[1] / 5, error[1] + " and " + error[2]);
        assertEquals(10, error[2] / error[3], 1, "first order in 1 over the variance");
    }

    /** E = sum |eps_l|^2 / 2. */
    @ParameterizedTest
    @ValueSource(floats = {0.02f, 0.1f, 0.2f})
    void theEnergyNeverIncreasesWithASmallRate(float gamma) {
        double before = Double.POSITIVE_INFINITY, first = 0;
        for (int steps = 0; steps <= 60; steps++) {
            TrainingHarness trainingHarness = stepped(LINEAR, steps, gamma, 1);
            double energy = 0;
            for (int l = 0; l < 3; l++) {
                energy += Math.pow(ArrayMath.norm(trainingHarness.gradient("layer" + l + "/bias")), 2) / 2;
            }
            first = steps == 0 ? energy : first;
            assertTrue(energy <= before + 1e-7, before + " became " + energy + " in step " + steps);
            before = energy;
        }
        assertTrue(before < 0.9 * first, first + " became " + before);
    }

    @Test
    void beforeItSettlesOnlyTheOutputIsCredited() {
        TrainingHarness pc = stepped(TrainingTask.typical().sameBatch(), 0, 0.1f, 1),
                bp = new TrainingHarness(TrainingTask.typical().sameBatch(), new Backprop());
        bp.step();
        assertTrue(ArrayMath.isZero(pc.gradient("layer0/weights")) && ArrayMath.isZero(pc.gradient("layer1/weights")));
        assertArrayEquals(bp.gradient("layer2/weights"), pc.gradient("layer2/weights"));
    }

    @Test
    void theVarianceOfOneLayerChangesNothing() {
        TrainingTask one = TrainingTask.classes(new CrossEntropy(), TrainingTask.dense(3, new Softmax()))
                .sameBatch();
        assertTrue(ArrayMath.relativeDifference(
                        stepped(one, 20, 0.1f, 3).gradient(), TrainingHarness.gradient(one, new Backprop()))
                < 1e-6);
    }
}
