package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Rng;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import org.junit.jupiter.api.Test;

class PepitaTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch();

    /** The change of the input of the only example: F e. */
    private static double[] modulation(float scale, float[] error) {
        Rng rng = RandomStreams.of(TrainingHarness.SEED, "rule/projection");
        double[] fe = new double[TrainingTask.INPUTS];
        for (int i = 0; i < TrainingTask.INPUTS * TrainingTask.CLASSES; i++) {
            fe[i / TrainingTask.CLASSES] += (2 * rng.uniform() - 1)
                    * scale
                    * Math.sqrt(6.0 / TrainingTask.INPUTS)
                    * error[i % TrainingTask.CLASSES];
        }
        return fe;
    }

    /** h_1 - h~_1 = phi'(a_1) * (W_1 F e): exact for rectified units that do not change sides. */
    @Test
    void itIsFeedbackAlignmentThroughTheFirstWeights() {
        float scale = 0.01f;
        TrainingTask one = TrainingTask.classes(
                        new CrossEntropy(), TrainingTask.dense(7, new TestRelu()), TrainingTask.dense(3, new Softmax()))
                .rows(1);
        TrainingHarness trainingHarness = new TrainingHarness(one, new Pepita(scale));
        trainingHarness.step();
        float[] error = trainingHarness.gradient("layer1/bias"),
                d = trainingHarness.gradient("layer0/bias"),
                w = trainingHarness.theta("layer0/weights");
        double[] fe = modulation(scale, error);
        int active = 0;
        for (int u = 0; u < 7; u++) {
            double a = 0, expected = 0;
            for (int i = 0; i < TrainingTask.INPUTS; i++) {
                a += w[u * TrainingTask.INPUTS + i]
                        * trainingHarness.batch().inputs().get(0, i);
                expected += w[u * TrainingTask.INPUTS + i] * fe[i];
            }
            active += a > 0 ? 1 : 0;
            assertEquals(a > 0 ? expected : 0, d[u], 1e-6);
            for (int i = 0; i < TrainingTask.INPUTS; i++) {
                double x = trainingHarness.batch().inputs().get(0, i) - fe[i];
                assertEquals(d[u] * x, trainingHarness.gradient("layer0/weights")[u * TrainingTask.INPUTS + i], 1e-7);
            }
        }
        assertTrue(active > 1 && active < 7 && ArrayMath.norm(d) > 1e-3);
    }

    @Test
    void theLastLayerMeetsTheErrorWithTheActivityOfTheSecondPass() {
        float scale = 0.5f;
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.classes(new SumOfSquares(), TrainingTask.dense(3, new Identity()))
                        .rows(1),
                new Pepita(scale));
        trainingHarness.step();
        float[] error = trainingHarness.gradient("layer0/bias");
        double[] fe = modulation(scale, error);
        for (int i = 0; i < TrainingTask.CLASSES * TrainingTask.INPUTS; i++) {
            double x = trainingHarness.batch().inputs().get(0, i % TrainingTask.INPUTS) - fe[i % TrainingTask.INPUTS];
            assertEquals(error[i / TrainingTask.INPUTS] * x, trainingHarness.gradient("layer0/weights")[i], 1e-6);
        }
    }

    @Test
    void withoutProjectionHiddenLayersRestAndTheLastLearnsAsBackprop() {
        TrainingHarness bp = new TrainingHarness(DEEP, new Backprop()), p = new TrainingHarness(DEEP, new Pepita(0));
        bp.step();
        p.step();
        for (int l = 0; l < 2; l++) {
            assertTrue(ArrayMath.isZero(p.gradient("layer" + l + "/weights"))
                    && ArrayMath.isZero(p.gradient("layer" + l + "/bias")));
        }
        assertArrayEquals(bp.gradient("layer2/weights"), p.gradient("layer2/weights"));
    }

    @Test
    void withOneLayerAndWithoutProjectionItIsTheDeltaRule() {
        TrainingTask linear = TrainingTask.classes(new SumOfSquares(), TrainingTask.dense(3, new Identity()))
                .sameBatch();
        assertArrayEquals(
                TrainingHarness.gradient(linear, new Delta()), TrainingHarness.gradient(linear, new Pepita(0)));
    }
}
