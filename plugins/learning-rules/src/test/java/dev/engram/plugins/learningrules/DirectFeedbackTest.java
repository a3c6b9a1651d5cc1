package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Draw;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Send;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Direct feedback alignment, and target projection, which sends a different signal. */
class DirectFeedbackTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch(),
            SHALLOW = TrainingTask.shallow().sameBatch();
    private static final LearningRule DFA = new DirectFeedbackAlignment(1, Draw.UNIFORM, Send.ERROR),
            DRTP = new DirectRandomTargetProjection(1, false);

    /** What a rule draws within +-limit for a layer. */
    private static double[][] drawn(int layer, String name, int rows, int cols, double limit) {
        Rng rng = RandomStreams.of(TrainingHarness.SEED, "rule/layer" + layer + "/" + name);
        double[][] b = new double[rows][cols];
        for (double[] row : b) {
            for (int j = 0; j < cols; j++) {
                row[j] = (2 * rng.uniform() - 1) * limit;
            }
        }
        return b;
    }

    @ParameterizedTest
    @EnumSource(Draw.class)
    void withOneHiddenLayerItIsFeedbackAlignmentWithTheSameMatrixBitForBit(Draw draw) {
        LearningRule alignment = setup -> {
            float size = 2 / Maths.sqrt(3);
            Matrix b = draw == Draw.UNIFORM
                    ? setup.fixedUniform("layer0/feedback", 3, 7, size)
                    : setup.fixedGaussian("layer0/feedback", 3, 7, size);
            return setup.backward((layer, batch) -> b);
        };
        assertArrayEquals(
                TrainingHarness.gradient(SHALLOW, alignment),
                TrainingHarness.gradient(SHALLOW, new DirectFeedbackAlignment(2, draw, Send.ERROR)));
    }

    /** W_3 is set to B_2, and W_2 to W_3^-1 B_1: then B_2 = W_3 and B_1 = W_3 W_2. */
    @Test
    void inALinearNetworkWithTheProductsOfTheWeightsItIsBackprop() {
        TrainingTask linear = TrainingTask.classes(
                        new SumOfSquares(),
                        TrainingTask.dense(7, new Identity()),
                        TrainingTask.dense(3, new Identity()),
                        TrainingTask.dense(3, new Identity()))
                .sameBatch();
        double[][] b1 = drawn(0, "feedback", 3, 7, 1 / Math.sqrt(3)),
                w3 = drawn(1, "feedback", 3, 3, 1 / Math.sqrt(3)),
                w2 = solve(w3, b1);
        TrainingHarness dfa = new TrainingHarness(linear, DFA), bp = new TrainingHarness(linear, new Backprop());
        for (TrainingHarness trainingHarness : List.of(dfa, bp)) {
            write(trainingHarness, "layer1/weights", w2);
            write(trainingHarness, "layer2/weights", w3);
            trainingHarness.step();
        }
        assertTrue(ArrayMath.norm(bp.gradient("layer0/weights")) > 0.1);
        assertEquals(0, ArrayMath.relativeDifference(dfa.gradient(), bp.gradient()), 1e-5);
    }

    private static void write(TrainingHarness trainingHarness, String parameter, double[][] m) {
        int at = trainingHarness.parameter(parameter).from();
        for (double[] row : m) {
            for (double x : row) {
                trainingHarness.theta()[at++] = (float) x;
            }
        }
    }

    /** left x = right, by elimination with the largest pivot. */
    private static double[][] solve(double[][] left, double[][] right) {
        int n = left.length, k = right[0].length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(left[i], n + k);
            System.arraycopy(right[i], 0, a[i], n, k);
        }
        for (int c = 0; c < n; c++) {
            int best = c;
            for (int i = c + 1; i < n; i++) {
                best = Math.abs(a[i][c]) > Math.abs(a[best][c]) ? i : best;
            }
            double[] pivot = a[best];
            a[best] = a[c];
            a[c] = pivot;
            for (int j = n + k - 1; j >= c; j--) {
                pivot[j] /= pivot[c];
            }
            for (int i = 0; i < n; i++) {
                for (int j = n + k - 1; j >= c && i != c; j--) {
                    a[i][j] -= a[i][c] * pivot[j];
                }
            }
        }
        return Arrays.stream(a).map(row -> Arrays.copyOfRange(row, n, n + k)).toArray(double[][]::new);
    }

    @Test
    void fromWeightsThatAreZeroBackpropMovesNoHiddenWeightAndDirectFeedbackDoes() {
        TrainingHarness bp = new TrainingHarness(DEEP, new Backprop()).transform(x -> 0),
                dfa = new TrainingHarness(DEEP, DFA).transform(x -> 0);
        bp.step();
        dfa.step();
        assertTrue(ArrayMath.isZero(bp.gradient("layer0/weights")));
        assertFalse(ArrayMath.isZero(dfa.gradient("layer0/weights")));
        assertArrayEquals(bp.gradient("layer2/weights"), dfa.gradient("layer2/weights"));
    }

    /** D_1 = (S B) * (1 - h^2) of one example, in double precision, for S the error, its sign, or the target. */
    @ParameterizedTest
    @EnumSource
    void whatHiddenUnitsHearIsProjectedAndGated(Sent sent) {
        TrainingHarness trainingHarness = new TrainingHarness(SHALLOW.rows(1), sent.rule);
        trainingHarness.step();
        float[] e = trainingHarness.gradient("layer1/bias"),
                d = trainingHarness.gradient("layer0/bias"),
                w = trainingHarness.theta("layer0/weights");
        double[][] b = sent == Sent.TARGET || sent == Sent.SIGNED_TARGET
                ? drawn(0, "projection", 3, 7, Math.sqrt(6.0 / 7))
                : drawn(0, "feedback", 3, 7, 1 / Math.sqrt(3));
        for (int u = 0; u < 7; u++) {
            double a = 0, error = 0;
            for (int i = 0; i < TrainingTask.INPUTS; i++) {
                a += w[u * TrainingTask.INPUTS + i]
                        * trainingHarness.batch().inputs().get(0, i);
            }
            for (int j = 0; j < 3; j++) {
                double t = trainingHarness.batch().targets().get(0, j);
                error += b[j][u]
                        * switch (sent) {
                            case ERROR -> e[j];
                            case SIGN -> Math.signum(e[j]);
                            case TARGET -> t;
                            case SIGNED_TARGET -> 2 * t - 1;
                        };
            }
            double h = StrictMath.tanh(a);
            assertEquals(error * (1 - h * h), d[u], 1e-6);
        }
    }

    /** Each layer uses only the output error and its own activity, so the order of updates does not matter. */
    @Test
    void everyHiddenLayerOfADeepNetworkReceivesOnlyTheOutputError() {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP.rows(1), DFA);
        trainingHarness.step();
        float[] e = trainingHarness.gradient("layer2/bias");
        double[] h = ArrayMath.toArray(trainingHarness.batch().inputs())[0];
        for (int l = 0; l < 2; l++) {
            float[] w = trainingHarness.theta("layer" + l + "/weights"),
                    d = trainingHarness.gradient("layer" + l + "/bias");
            double[][] b = drawn(l, "feedback", 3, d.length, 1 / Math.sqrt(3));
            double[] out = new double[d.length];
            for (int u = 0; u < d.length; u++) {
                double a = 0, error = 0;
                for (int i = 0; i < h.length; i++) {
                    a += w[u * h.length + i] * h[i];
                }
                for (int j = 0; j < 3; j++) {
                    error += b[j][u] * e[j];
                }
                out[u] = StrictMath.tanh(a);
                assertEquals(error * (1 - out[u] * out[u]), d[u], 1e-6);
            }
            h = out;
        }
    }

    /**
     * The lemma of Frenkel, Lefebvre and Bol: linear hidden layers, one example, initial weights of 0. The target has
     * the sign of the error, so its projection stays within a right angle of the gradient.
     */
    @Test
    void inALinearNetworkTheTargetPointsWhereTheGradientPoints() {
        TrainingTask linear = TrainingTask.classes(
                        new CrossEntropy(),
                        TrainingTask.dense(7, new Identity()),
                        TrainingTask.dense(5, new Identity()),
                        TrainingTask.dense(3, new Softmax()))
                .rows(1)
                .sameBatch();
        TrainingHarness drtp = new TrainingHarness(linear, DRTP, new GradientDescent(0.01f)).transform(x -> 0);
        int compared = 0;
        for (int t = 0; t < 60; t++) {
            TrainingHarness bp = new TrainingHarness(linear, new Backprop());
            System.arraycopy(drtp.theta(), 0, bp.theta(), 0, bp.theta().length);
            drtp.step();
            bp.step();
            for (String hidden : List.of("layer0/bias", "layer1/bias")) {
                if (!ArrayMath.isZero(bp.gradient(hidden))) {
                    double cosine = ArrayMath.cosine(drtp.gradient(hidden), bp.gradient(hidden));
                    assertTrue(cosine > 0, hidden + " at step " + t + ": " + cosine);
                    compared++;
                }
            }
        }
        assertTrue(compared > 100, "gradients compared: " + compared);
    }

    /** The signal. */
    enum Sent {
        ERROR(DFA),
        SIGN(new DirectFeedbackAlignment(1, Draw.UNIFORM, Send.SIGN)),
        TARGET(DRTP),
        SIGNED_TARGET(new DirectRandomTargetProjection(1, true));

        private final LearningRule rule;

        Sent(LearningRule rule) {
            this.rule = rule;
        }
    }

    @Test
    void targetProjectionCreditsHiddenLayersWithoutLookingAtWhatIsAbove() {
        TrainingHarness a = new TrainingHarness(DEEP, DRTP), b = new TrainingHarness(DEEP, DRTP);
        b.transform("layer2/weights", x -> -3 * x).transform("layer1/weights", x -> 2 * x);
        a.step();
        b.step();
        assertArrayEquals(a.gradient("layer0/weights"), b.gradient("layer0/weights"));
        assertFalse(Arrays.equals(a.gradient("layer2/weights"), b.gradient("layer2/weights")));
    }

    /** Hidden and output layers divide by the same number of examples, so a repeated example counts as one. */
    @ParameterizedTest
    @EnumSource
    void hiddenLayersTakeTheMeanOverTheBatchAsTheOutputDoes(Sent sent) {
        TrainingHarness eight = new TrainingHarness(DEEP, sent.rule);
        eight.step();
        double[] sum = new double[eight.gradient().length];
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, sent.rule);
        for (int r = 0; r < TrainingTask.ROWS; r++) {
            trainingHarness.learner().learn(new SingleRowBatch(eight.batch(), r));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += trainingHarness.arena().gradient()[i] / (double) TrainingTask.ROWS;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            assertEquals(sum[i], eight.gradient()[i], 1e-6);
        }
    }
}
