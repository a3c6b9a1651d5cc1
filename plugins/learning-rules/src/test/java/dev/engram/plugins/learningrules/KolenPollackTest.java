package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feedback that makes the same steps as the weights converges to them. */
class KolenPollackTest {
    private static final float DECAY = 0.01f;

    static Stream<Optimizer> optimizers() {
        return Stream.of(new GradientDescent(0.3f), new HeavyBall(0.05f, 0.9f), new TestRmsProp(0.01f));
    }

    private static float[] apart(TrainingHarness trainingHarness) {
        float[] d = new float[0];
        for (int l = 1; l < 3; l++) {
            float[] w = trainingHarness.theta("layer" + l + "/weights"),
                    b = trainingHarness.theta("rule/feedback/" + l);
            int n = d.length;
            d = Arrays.copyOf(d, n + w.length);
            for (int i = 0; i < w.length; i++) {
                d[n + i] = w[i] - b[i];
            }
        }
        return d;
    }

    /** 0.605006 = 0.99^50 */
    @ParameterizedTest
    @MethodSource("optimizers")
    void theDifferenceShrinksByTheDecayInEachStepUnderAnyOptimizer(Optimizer o) {
        TrainingHarness trainingHarness = new TrainingHarness(TrainingTask.typical(), new KolenPollack(DECAY), o);
        float[] before = apart(trainingHarness), weights = trainingHarness.theta("layer1/weights");
        trainingHarness.steps(50);
        assertEquals(0.605006, ArrayMath.norm(apart(trainingHarness)) / ArrayMath.norm(before), 2e-5);
        assertEquals(
                0, ArrayMath.relativeDifference(apart(trainingHarness), ArrayMath.scaled(0.605006f, before)), 2e-5);
        assertTrue(
                ArrayMath.relativeDifference(trainingHarness.theta("layer1/weights"), weights) > 0.05,
                "the weights do learn");
    }

    @Test
    void withoutDecayTheDifferenceStays() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical(), new KolenPollack(0), new GradientDescent(0.1f));
        float[] before = apart(trainingHarness);
        trainingHarness.steps(50);
        assertTrue(ArrayMath.maxDifference(apart(trainingHarness), before) < 1e-6);
    }

    @Test
    void theFirstLayerAndBiasesDoNotDecay() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical(), new KolenPollack(DECAY), new GradientDescent(0));
        float[] first = trainingHarness.theta("layer0/weights"), second = trainingHarness.theta("layer1/weights");
        trainingHarness.steps(3);
        assertArrayEquals(first, trainingHarness.theta("layer0/weights"));
        assertEquals(
                0,
                ArrayMath.relativeDifference(
                        trainingHarness.theta("layer1/weights"), ArrayMath.scaled(0.970299f, second)),
                1e-6);
    }

    @Test
    void feedbackAlignsWithTheWeights() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical(), new KolenPollack(DECAY), new GradientDescent(0.1f));
        assertTrue(ArrayMath.cosine(trainingHarness.theta("layer1/weights"), trainingHarness.theta("rule/feedback/1"))
                < 0.6);
        trainingHarness.steps(500);
        assertTrue(ArrayMath.cosine(trainingHarness.theta("layer1/weights"), trainingHarness.theta("rule/feedback/1"))
                > 0.99);
    }
}
