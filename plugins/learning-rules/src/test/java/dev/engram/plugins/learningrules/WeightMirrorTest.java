package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Feedback that learns the weights from noise. In all tests but one the weights are fixed and the mirror learns. */
class WeightMirrorTest {
    private static final TrainingTask DEEP = TrainingTask.typical(),
            LINEAR =
                    TrainingTask.classes(
                            new SumOfSquares(),
                            TrainingTask.dense(7, new Identity()),
                            TrainingTask.dense(5, new Identity()),
                            TrainingTask.dense(3, new Identity()));

    private static float[] feedback(TrainingHarness trainingHarness, int layer) {
        return trainingHarness.ruleState().get("feedback/" + layer);
    }

    private static double degrees(TrainingHarness trainingHarness, int layer) {
        return Math.toDegrees(Math.acos(ArrayMath.cosine(
                feedback(trainingHarness, layer), trainingHarness.theta("layer" + layer + "/weights"))));
    }

    /** E[Y' X] = noise^2 W: with a decay of 1 the feedback is that of one mirror phase. */
    @Test
    void aMirrorPhaseSeesTheWeightsOfLinearUnitsTimesTheVarianceOfTheNoise() {
        float noise = 0.5f;
        TrainingHarness trainingHarness = new TrainingHarness(LINEAR, new WeightMirror(1, noise, 100_000, 1, false, 1))
                .transform("layer2/bias", b -> 3);
        trainingHarness.step();
        for (int l = 1; l < 3; l++) {
            float[] expected = ArrayMath.scaled(noise * noise, trainingHarness.theta("layer" + l + "/weights"));
            assertTrue(ArrayMath.maxDifference(feedback(trainingHarness, l), expected) < 0.25 * 0.02, "layer " + l);
        }
    }

    /** rate noise^2 W / decay */
    @Test
    void withDecayAndWithoutRescalingTheFeedbackConvergesToItsFixedPoint() {
        TrainingHarness trainingHarness = new TrainingHarness(LINEAR, new WeightMirror(0.02f, 1, 200, 0.01f, false, 1));
        trainingHarness.steps(1500);
        double[] mean = new double[feedback(trainingHarness, 1).length];
        int n = 1000;
        for (int i = 0; i < n; i++) {
            trainingHarness.step();
            for (int j = 0; j < mean.length; j++) {
                mean[j] += feedback(trainingHarness, 1)[j] / (double) n;
            }
        }
        float[] w = trainingHarness.theta("layer1/weights");
        for (int j = 0; j < mean.length; j++) {
            assertEquals(2 * w[j], mean[j], 0.05);
        }
    }

    @Test
    void theAngleToTheWeightsFallsFromARightOneToAFewDegrees() {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, new WeightMirror(1, 0.1f, 32, 0, true, 1));
        trainingHarness.step();
        double before = degrees(trainingHarness, 1), last = before;
        assertTrue(before > 60, "begins at " + before);
        for (int part = 0; part < 4; part++) {
            trainingHarness.steps(60);
            assertTrue(degrees(trainingHarness, 1) < last, last + " became " + degrees(trainingHarness, 1));
            last = degrees(trainingHarness, 1);
        }
        trainingHarness.steps(500);
        assertTrue(degrees(trainingHarness, 1) < 10, "ends at " + degrees(trainingHarness, 1));
    }

    /** A common mistake: rescaling a copy has no effect. */
    @Test
    void theFeedbackItselfIsHeldAtItsSize() {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, new WeightMirror(100, 1, 8, 0, true, 0.5f));
        for (int step = 0; step < 3; step++) {
            trainingHarness.step();
            float[] b = feedback(trainingHarness, 1);
            assertEquals(0.5 * Math.sqrt(2.0 / (7 + 5)), ArrayMath.norm(b) / Math.sqrt(b.length), 1e-6);
        }
    }

    /** A mean response of 3 is far larger than the part of the response that the noise causes. */
    @Test
    void aMeanResponseThatIsNotSubtractedAddsNoiseButNothingInTheMean() {
        double few = afterOnePhase(200, false), many = afterOnePhase(200_000, false);
        assertTrue(few > 2 * afterOnePhase(200, true) && many < 4, few + ", " + many);
    }

    private static double afterOnePhase(int samples, boolean centre) {
        WeightMirror rule = new WeightMirror(1, 0.5f, samples, 1, false, 1, centre);
        TrainingHarness trainingHarness = new TrainingHarness(LINEAR, rule).transform("layer2/bias", b -> 3);
        trainingHarness.step();
        return degrees(trainingHarness, 2);
    }

    @Test
    void withoutRescalingAndDecayItGrows() {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, new WeightMirror(1, 1, 32, 0, false, 1));
        trainingHarness.steps(10);
        double before = ArrayMath.norm(feedback(trainingHarness, 1));
        trainingHarness.steps(90);
        assertTrue(ArrayMath.norm(feedback(trainingHarness, 1)) > 5 * before);
    }

    /** Noise sent through the stack would depend on the layers below. */
    @Test
    void everyLayerMirrorsOnlyItsOwnWeights() {
        WeightMirror rule = new WeightMirror(1, 1, 8, 0, true, 1);
        TrainingHarness one = new TrainingHarness(LINEAR, rule), other = new TrainingHarness(LINEAR, rule);
        other.transform("layer0/weights", x -> -2 * x).transform("layer1/weights", x -> 3 * x);
        one.step();
        other.step();
        assertArrayEquals(feedback(one, 2), feedback(other, 2));
        assertFalse(Arrays.equals(feedback(one, 1), feedback(other, 1)));
    }

    @Test
    void betweenMirrorPhasesItIsFeedbackAlignment() {
        TrainingHarness mirror = new TrainingHarness(DEEP.sameBatch(), new WeightMirror(1, 0.1f, 32, 0, true, 1));
        mirror.step();
        float[][] b = {null, feedback(mirror, 1).clone(), feedback(mirror, 2).clone()};
        LearningRule fixed = setup -> setup.backward(layer -> {
            Matrix w = layer.weights();
            Scratch copy = setup.scratch(w.rows(), w.cols());
            return batch -> {
                System.arraycopy(b[layer.index()], 0, copy.data(), 0, b[layer.index()].length);
                return copy;
            };
        });
        assertArrayEquals(TrainingHarness.gradient(DEEP.sameBatch(), fixed), mirror.gradient());
    }

    @Test
    void aMirrorWithoutARateIsFeedbackAlignmentWithNormalFeedback() {
        assertArrayEquals(
                TrainingHarness.gradient(DEEP, new FeedbackAlignment(1, FeedbackAlignment.Draw.NORMAL)),
                TrainingHarness.gradient(DEEP, new WeightMirror(0, 0.1f, 2, 0, false, 1)));
    }

    /** A softmax layer reveals its weights up to a part common to all classes, which errors of sum 0 do not see. */
    @Test
    void theMirrorKeepsUpWithWeightsThatLearn() {
        TrainingHarness trainingHarness =
                new TrainingHarness(DEEP, new WeightMirror(1, 0.1f, 32, 0, true, 1), new GradientDescent(0.1f));
        trainingHarness.steps(1000);
        assertTrue(
                degrees(trainingHarness, 1) < 8 && degrees(trainingHarness, 2) < 20,
                degrees(trainingHarness, 1) + ", " + degrees(trainingHarness, 2));
    }
}
