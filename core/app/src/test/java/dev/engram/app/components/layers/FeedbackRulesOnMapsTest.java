package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.random.RandomStreams;
import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment;
import dev.engram.plugins.learningrules.DirectRandomTargetProjection;
import dev.engram.plugins.learningrules.Fans;
import dev.engram.plugins.learningrules.ForwardForward;
import dev.engram.plugins.learningrules.Pepita;
import dev.engram.plugins.learningrules.Reinforce;
import dev.engram.plugins.learningrules.SignSymmetry;
import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Exp;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import org.junit.jupiter.api.Test;

/** Rules that send signals straight to a layer, compared with plain loops over maps, patches and pools. */
class FeedbackRulesOnMapsTest {
    private static final Shape IMAGE = new Shape(2, 4, 4);
    private static final int MAPS = 3;
    private static final int OUTPUTS = MAPS * 4;
    private static final int CLASSES = TrainingTask.CLASSES;
    private static final int ROWS = 5;

    private static LayerKind conv(Activation phi) {
        return new Conv(MAPS, 3, 1, "1", 1, 1, phi, TrainingTask.GLOROT, TrainingTask.ZEROS, true);
    }

    private static TrainingTask task(LayerKind... layers) {
        return TrainingTask.classes(new CrossEntropy(), layers)
                .inputs(IMAGE.size())
                .rows(ROWS)
                .sameBatch();
    }

    /** A convolution with tanh and max-pooling below a softmax layer. */
    private static TrainingTask pooled() {
        return task(
                new PositionRulesTest.Positions(IMAGE),
                conv(new Tanh()),
                new MaxPool(2, 2, "valid", false),
                TrainingTask.dense(CLASSES, new Softmax()));
    }

    private static double[] row(MatrixView m, int r) {
        double[] row = new double[m.cols()];
        for (int i = 0; i < row.length; i++) {
            row[i] = m.get(r, i);
        }
        return row;
    }

    private static float[] uniform(String name, int n, float limit) {
        Rng rng = RandomStreams.of(TrainingHarness.SEED, "rule/" + name);
        float[] m = new float[n];
        for (int i = 0; i < n; i++) {
            m[i] = (2 * rng.uniform() - 1) * limit;
        }
        return m;
    }

    private static PlainConvolution plain(TrainingHarness h, boolean relu) {
        return new PlainConvolution(h, IMAGE.channels(), MAPS, IMAGE.width(), relu);
    }

    /** Softmax of the dense layer, minus the targets. */
    private static double[] error(TrainingHarness h, double[] features, double[] target) {
        float[] w = h.theta("layer1/weights");
        double[] y = new double[CLASSES];
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            for (int i = 0; i < OUTPUTS; i++) {
                y[k] += w[k * OUTPUTS + i] * features[i];
            }
            y[k] = Math.exp(y[k]);
            sum += y[k];
        }
        for (int k = 0; k < CLASSES; k++) {
            y[k] = y[k] / sum - target[k];
        }
        return y;
    }

    /** Returns the kernel gradient if {@code b}, classes x pooled outputs, brings error or target to the pooled map. */
    private static float[] direct(TrainingHarness h, float[] b, boolean targets) {
        float[] g = new float[MAPS * IMAGE.channels() * 9];
        PlainConvolution net = plain(h, false);
        for (int r = 0; r < ROWS; r++) {
            double[] x = row(h.batch().inputs(), r), t = row(h.batch().targets(), r);
            net.forward(x);
            double[] sent = targets ? t : error(h, net.pooled, t), delta = new double[OUTPUTS];
            for (int i = 0; i < CLASSES * OUTPUTS; i++) {
                delta[i % OUTPUTS] += sent[i / OUTPUTS] * b[i];
            }
            net.accumulate(1.0 / ROWS, net.backward(delta), x, g);
        }
        return g;
    }

    @Test
    void directFeedbackReachesThePooledMapAndThenPassesTheStageExactly() {
        LearningRule rule = new DirectFeedbackAlignment(
                0.5f, DirectFeedbackAlignment.Draw.UNIFORM, DirectFeedbackAlignment.Send.ERROR);
        TrainingHarness h = new TrainingHarness(pooled(), rule);
        h.step();
        float[] b = uniform("layer0/feedback", CLASSES * OUTPUTS, (float) (0.5 / Math.sqrt(CLASSES)));
        assertEquals(0, ArrayMath.relativeDifference(direct(h, b, false), h.gradient("layer0/weights")), 1e-5);
    }

    @Test
    void projectedTargetsReachThePooledMapWhateverTheWeightsAbove() {
        LearningRule rule = new DirectRandomTargetProjection(0.5f, false);
        TrainingHarness h = new TrainingHarness(pooled(), rule);
        h.step();
        float[] b = uniform("layer0/projection", CLASSES * OUTPUTS, (float) (0.5 * Math.sqrt(6.0 / OUTPUTS)));
        float[] found = h.gradient("layer0/weights"), expected = direct(h, b, true);
        assertEquals(1, Math.abs(ArrayMath.cosine(expected, found)), 1e-6);
        assertEquals(ArrayMath.norm(expected), ArrayMath.norm(found), 1e-5 * ArrayMath.norm(expected));
        h.transform("layer1/weights", w -> 3 - w).step();
        assertArrayEquals(found, h.gradient("layer0/weights"));
    }

    /** As in BioTorch: a kernel of 3 x 3 on 3 channels has a fan-in of 27, and 3 maps of it have a fan-out of 27. */
    @Test
    void uniformSignSymmetryIsBackpropWhereKernelsHaveTheDeviationOfTheirFans() {
        float[][] found = new float[2][];
        LearningRule[] rules = {
            new Backpropagation(), new SignSymmetry(SignSymmetry.Magnitude.UNIFORM, 1, Fans.FAN_IN_OUT)
        };
        for (int k = 0; k < 2; k++) {
            TrainingTask task = task(
                    new PositionRulesTest.Positions(IMAGE),
                    conv(new Tanh()),
                    conv(new Tanh()),
                    TrainingTask.dense(CLASSES, new Softmax()));
            TrainingHarness h = new TrainingHarness(task, rules[k])
                    .transform("layer1/weights", w -> Math.signum(w) * Maths.sqrt(2f / (27 + 27)))
                    .transform("layer2/weights", w -> Math.signum(w) * Maths.sqrt(2f / (MAPS * 16 + CLASSES)));
            h.step();
            found[k] = h.gradient("layer0/weights");
        }
        assertArrayEquals(found[0], found[1]);
    }

    /** Pooling only takes part in the passes: maps are compared before it. */
    @Test
    void pepitaComparesTheMapsOfTwoPassesBeforeThePool() {
        float scale = 0.3f;
        TrainingHarness h = new TrainingHarness(pooled(), new Pepita(scale));
        h.step();
        float[] f = uniform("projection", IMAGE.size() * CLASSES, (float) (scale * Math.sqrt(6.0 / IMAGE.size())));
        float[] g = new float[MAPS * IMAGE.channels() * 9];
        PlainConvolution first = plain(h, false), second = plain(h, false);
        for (int r = 0; r < ROWS; r++) {
            double[] x = row(h.batch().inputs(), r);
            first.forward(x);
            double[] e = error(h, first.pooled, row(h.batch().targets(), r)), d = new double[first.h.length];
            for (int i = 0; i < IMAGE.size() * CLASSES; i++) {
                x[i / CLASSES] -= f[i] * e[i % CLASSES];
            }
            second.forward(x);
            for (int i = 0; i < d.length; i++) {
                d[i] = first.h[i] - second.h[i];
            }
            second.accumulate(1.0 / ROWS, d, x, g);
        }
        assertEquals(0, ArrayMath.relativeDifference(g, h.gradient("layer0/weights")), 1e-4);
    }

    @Test
    void pepitaRefusesAPoolBeforeTheActivationAndSaysWhatToDo() {
        TrainingTask task = task(
                new PositionRulesTest.Positions(IMAGE),
                conv(new Identity()),
                new MaxPool(2, 2, "valid", false),
                new ActivationLayer(new Tanh()),
                TrainingTask.dense(CLASSES, new Softmax()));
        String why = assertThrows(IncompatibleException.class, () -> new TrainingHarness(task, new Pepita(0.1f)))
                .getMessage();
        assertTrue(why.contains("in layer 0 (counted from 0) pooling precedes the activation"), why);
    }

    private static ForwardForward forwardForward(ForwardForward.Label label, ForwardForward.Prediction prediction) {
        return new ForwardForward(1, label, 1, ForwardForward.Wrong.EVEN, prediction);
    }

    /** Finite differences of the reported loss; layers above have weights of 0, so that they see no change. */
    @Test
    void forwardForwardTakesTheGoodnessOfThePooledMap() {
        TrainingTask task = task(
                new PositionRulesTest.Positions(IMAGE),
                conv(new Exp()),
                new MaxPool(2, 2, "valid", false),
                TrainingTask.dense(4, new Exp()));
        LearningRule rule = forwardForward(ForwardForward.Label.APPEND, ForwardForward.Prediction.GOODNESS);
        TrainingHarness h = new TrainingHarness(task, rule).transform("layer1/weights", w -> 0);
        h.step();
        float[] labels = h.theta("rule/label/weights");
        assertEquals(MAPS * CLASSES, labels.length, "a weight for each map and class");
        assertFalse(ArrayMath.isZero(h.gradient("rule/label/weights")));
        float[] exact = h.gradient(), differences = h.numericalGradient(2e-3f);
        assertEquals(1, ArrayMath.cosine(exact, differences), 1e-4);
        assertEquals(ArrayMath.norm(differences), ArrayMath.norm(exact), 1e-2 * ArrayMath.norm(differences));
    }

    @Test
    void forwardForwardKeepsTheLabelOutOfTheCornerOfAnImage() {
        TrainingTask task =
                task(new PositionRulesTest.Positions(IMAGE), conv(new Exp()), TrainingTask.dense(4, new Exp()));
        LearningRule rule = forwardForward(ForwardForward.Label.REPLACE, ForwardForward.Prediction.GOODNESS);
        String why = assertThrows(IncompatibleException.class, () -> new TrainingHarness(task, rule))
                .getMessage();
        assertTrue(why.endsWith("set label: append"), why);
    }

    /** The mean of many steps points along the gradient; the noise is in every number of the map. */
    @Test
    void reinforceEstimatesTheGradientOfAKernel() {
        LearningRule rule = new Reinforce(Reinforce.Units.GAUSSIAN, Reinforce.Reward.LOSS, 0.2f, 0);
        TrainingHarness h = new TrainingHarness(pooled().rows(1), rule);
        int steps = 4000;
        float[] mean = new float[MAPS * IMAGE.channels() * 9];
        for (int s = 0; s < steps; s++) {
            h.step();
            float[] g = h.gradient("layer0/weights");
            for (int i = 0; i < mean.length; i++) {
                mean[i] += g[i] / steps;
            }
        }
        TrainingHarness exact = new TrainingHarness(pooled().rows(1), new Backpropagation());
        exact.step();
        double cosine = ArrayMath.cosine(exact.gradient("layer0/weights"), mean);
        assertTrue(cosine > 0.9, "cosine " + cosine);
    }
}
