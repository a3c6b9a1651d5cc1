package dev.engram.app.components;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.KolenPollack;
import dev.engram.plugins.optimizers.Ema;
import dev.engram.plugins.optimizers.Sam;
import dev.engram.plugins.optimizers.Split;
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

/** The difference between coupled feedback and the weights decays, whatever the optimizer. */
class CoupledFeedbackTest {
    private static final float DECAY = 0.01f;

    private static float[] difference(TrainingHarness trainingHarness) {
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

    static Stream<Optimizer> optimizers() {
        Optimizer momentum = new HeavyBall(0.05f, 0.9f);
        return Stream.of(
                momentum,
                new Split(Split.Part.HIDDEN, momentum, new GradientDescent(0.1f)),
                new Sam(momentum, 0.05f, false),
                new Ema(momentum, 0.9f, Ema.Start.PARAMETERS));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theDifferenceShrinksByTheDecayInEachStep(Optimizer o) {
        TrainingHarness trainingHarness = new TrainingHarness(TrainingTask.typical(), new KolenPollack(DECAY), o);
        float[] before = difference(trainingHarness);
        trainingHarness.steps(50);
        float[] expected = ArrayMath.scaled((float) StrictMath.pow(1 - DECAY, 50), before); // 0.605006
        assertEquals(0, ArrayMath.relativeDifference(difference(trainingHarness), expected), 2e-5);
    }

    @Test
    void withoutDecayTheDifferenceStays() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical(), new KolenPollack(0), new GradientDescent(0.1f));
        float[] before = difference(trainingHarness);
        trainingHarness.steps(50);
        assertTrue(ArrayMath.maxDifference(difference(trainingHarness), before) < 1e-6);
    }
}
