package dev.engram.plugins.learningrules;

import static dev.engram.plugins.learningrules.ForwardForwardTest.FIVE;
import static dev.engram.plugins.learningrules.ForwardForwardTest.SEVEN;
import static dev.engram.plugins.learningrules.ForwardForwardTest.TWO;
import static dev.engram.plugins.learningrules.ForwardForwardTest.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.plugins.learningrules.ForwardForward.Label;
import dev.engram.plugins.learningrules.ForwardForward.Prediction;
import dev.engram.plugins.learningrules.ForwardForward.Wrong;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How forward-forward predicts: by the goodness of its layers, or by a head. */
class ForwardForwardPredictionTest {
    /** With a single class, the credited weights reveal the right and wrong labels. */
    @Test
    void hardWrongLabelsAreThoseThatTheHeadFindsLikelyAndNeverTheRightOne() {
        TrainingTask alone = new TrainingTask(
                new SyntheticBatch.Data(
                        3,
                        32,
                        TrainingTask.INPUTS,
                        TrainingTask.CLASSES,
                        (x, xFrom, n, t, tFrom, k) -> t[tFrom] = 1,
                        step -> 1),
                List.of(SEVEN, FIVE),
                new SumOfSquares());
        for (Wrong wrong : Wrong.values()) {
            TrainingHarness trainingHarness =
                    new TrainingHarness(alone, new ForwardForward(1, Label.APPEND, 1, wrong, Prediction.HEAD));
            int bias = trainingHarness.parameter("rule/head/1/bias").from();
            trainingHarness.theta()[bias] = 50; // the head is sure of the right label, which must not be drawn
            trainingHarness.theta()[bias + 2] = 30;
            trainingHarness.step();
            boolean[] credited = new boolean[3];
            float[] g = trainingHarness.gradient("rule/label/weights");
            for (int i = 0; i < g.length; i++) {
                credited[i % 3] |= g[i] != 0;
            }
            assertTrue(credited[0] && credited[2]);
            assertEquals(wrong == Wrong.EVEN, credited[1]);
        }
    }

    @Test
    void theHeadDescendsItsCrossEntropy() {
        ForwardForward rule = new ForwardForward(1, Label.APPEND, 1, Wrong.EVEN, Prediction.HEAD);
        TrainingHarness trainingHarness = new TrainingHarness(TWO, rule);
        trainingHarness.step();
        float[] g = trainingHarness.gradient("rule/head/1/weights");
        int from = trainingHarness.parameter("rule/head/1/weights").from();
        for (int i = 0; i < g.length; i++) {
            float keep = trainingHarness.theta()[from + i];
            trainingHarness.theta()[from + i] = keep + 5e-3f;
            double up = crossEntropy(trainingHarness);
            trainingHarness.theta()[from + i] = keep - 5e-3f;
            double down = crossEntropy(trainingHarness);
            trainingHarness.theta()[from + i] = keep;
            assertEquals((up - down) / 1e-2, g[i], 1e-4);
        }
    }

    private static ScratchMatrix scores(TrainingHarness trainingHarness) {
        int rows = trainingHarness.batch().rows();
        ScratchMatrix scores = new ScratchMatrix(rows, TrainingTask.CLASSES, new ComputeContext()),
                each = new ScratchMatrix(rows, 1, new ComputeContext());
        trainingHarness
                .learner()
                .predict(
                        trainingHarness.batch().inputs(),
                        trainingHarness.batch().targets(),
                        scores,
                        each);
        return scores;
    }

    private static double crossEntropy(TrainingHarness trainingHarness) {
        ScratchMatrix p = scores(trainingHarness);
        double sum = 0;
        for (int r = 0; r < p.rows(); r++) {
            sum -= StrictMath.log(p.get(r, trainingHarness.batch().label(r))) / p.rows();
        }
        return sum;
    }

    /** The second layer's goodness under every label, in double precision. */
    @Test
    void scoresAreTheGoodnessOfAllLayersButTheFirst() {
        TrainingHarness trainingHarness = new TrainingHarness(TWO, rule(Label.REPLACE));
        trainingHarness.step();
        ScratchMatrix said = scores(trainingHarness);
        double[][] x = ArrayMath.toArray(trainingHarness.batch().inputs());
        for (int r = 0; r < x.length; r++) {
            for (int c = 0; c < 3; c++) {
                for (int j = 0; j < 3; j++) {
                    x[r][j] = j == c ? 1 : 0;
                }
                double[] h = rectified(trainingHarness.theta("layer0/weights"), x[r], 7);
                double length =
                        1e-8 + Math.sqrt(Arrays.stream(h).map(v -> v * v).sum() / 7);
                double[] top = rectified(
                        trainingHarness.theta("layer1/weights"),
                        Arrays.stream(h).map(v -> v / length).toArray(),
                        5);
                assertEquals(Arrays.stream(top).map(v -> v * v).sum(), said.get(r, c), 1e-4);
            }
        }
    }

    private static double[] rectified(float[] w, double[] x, int units) {
        double[] h = new double[units];
        for (int i = 0; i < w.length; i++) {
            h[i / x.length] += w[i] * x[i % x.length];
        }
        return Arrays.stream(h).map(a -> Math.max(a, 0)).toArray();
    }
}
