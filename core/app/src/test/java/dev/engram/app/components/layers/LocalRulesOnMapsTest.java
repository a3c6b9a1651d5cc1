package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.AvgPool;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.EquilibriumPropagation;
import dev.engram.plugins.learningrules.LocalLosses;
import dev.engram.plugins.learningrules.WeightMirror;
import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local losses with heads on maps, and equilibrium propagation with pools in its energy. */
class LocalRulesOnMapsTest {
    private static final Shape IMAGE = new Shape(2, 4, 4);
    private static final int CLASSES = TrainingTask.CLASSES;
    private static final int ROWS = 5;
    private static final LayerKind SHAPE = new PositionRulesTest.Positions(IMAGE);
    private static final LayerKind OUTPUT = TrainingTask.dense(CLASSES, new Softmax());

    private static LayerKind conv(int maps, Activation phi) {
        return new Conv(maps, 3, 1, "1", 1, 1, phi, TrainingTask.GLOROT, TrainingTask.ZEROS, true);
    }

    private static TrainingTask task(LayerKind... layers) {
        return TrainingTask.classes(new CrossEntropy(), layers)
                .inputs(IMAGE.size())
                .rows(ROWS)
                .sameBatch();
    }

    private static float[] kernel(TrainingTask task, LearningRule rule) {
        TrainingHarness h = new TrainingHarness(task, rule);
        h.step();
        return h.gradient("layer0/weights");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRED", "SIM", "PREDSIM"})
    void headsSeeTheMapBeforeThePool(String loss) {
        LearningRule rule = new LocalLosses(LocalLosses.Kind.valueOf(loss), 0.99f);
        float[] unpooled = kernel(task(SHAPE, conv(3, new Tanh()), OUTPUT), rule);
        assertFalse(ArrayMath.isZero(unpooled));
        assertArrayEquals(
                unpooled, kernel(task(SHAPE, conv(3, new Tanh()), new MaxPool(2, 2, "valid", false), OUTPUT), rule));
    }

    /** 3 x 4 x 4 numbers become 3 x 2 x 2: the head is then the last layer of a network with average pooling. */
    @Test
    void aPredictionHeadAveragesMapsUntilTheyFit() {
        TrainingTask task = task(SHAPE, conv(3, new Tanh()), new AvgPool(2, 2, "valid", false, true), OUTPUT);
        TrainingHarness local = new TrainingHarness(task, new LocalLosses(LocalLosses.Kind.PRED, 0, 12));
        local.copy("layer1/weights", "rule/prediction/0/weights");
        local.copy("layer1/bias", "rule/prediction/0/bias");
        local.step();
        float[] exact = kernel(task, new Backpropagation());
        assertEquals(0, ArrayMath.relativeDifference(exact, local.gradient("layer0/weights")), 1e-5);
    }

    /** Three maps are compared at every position, four by their standard deviations. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void theSimilarityLossOfMapsFallsAlongItsGradient(int maps) {
        TrainingHarness h = new TrainingHarness(
                task(SHAPE, conv(maps, new Tanh()), OUTPUT), new LocalLosses(LocalLosses.Kind.SIM, 1));
        h.step();
        float[] found = h.gradient("layer0/weights"), head = h.gradient("rule/similarity/0/weights");
        int from = h.parameter("layer0/weights").from(),
                of = h.parameter("rule/similarity/0/weights").from();
        assertEquals(0, ArrayMath.relativeDifference(differences(h, maps, from, found.length), found), 2e-3);
        assertEquals(0, ArrayMath.relativeDifference(differences(h, maps, of, head.length), head), 2e-3);
    }

    private static float[] differences(TrainingHarness h, int maps, int from, int n) {
        float[] d = new float[n];
        for (int i = 0; i < n; i++) {
            float at = h.theta()[from + i];
            h.theta()[from + i] = at + 0.01f;
            double up = similarityLoss(h, maps);
            h.theta()[from + i] = at - 0.01f;
            d[i] = (float) ((up - similarityLoss(h, maps)) / 0.02);
            h.theta()[from + i] = at;
        }
        return d;
    }

    private static double similarityLoss(TrainingHarness h, int maps) {
        float[] q = h.theta("rule/similarity/0/weights");
        double[][] features = new double[ROWS][], targets = new double[ROWS][CLASSES];
        for (int r = 0; r < ROWS; r++) {
            double[] x = row(h.batch().inputs(), r);
            features[r] = features(new PlainConvolution(h, IMAGE.channels(), maps, 4, false).forward(x).h, q, maps);
            targets[r] = row(h.batch().targets(), r);
        }
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                double difference = cosine(features[i], features[j]) - cosine(targets[i], targets[j]);
                sum += difference * difference / (ROWS * ROWS);
            }
        }
        return sum;
    }

    private static double[] row(Matrix m, int r) {
        double[] row = new double[m.cols()];
        for (int i = 0; i < row.length; i++) {
            row[i] = m.get(r, i);
        }
        return row;
    }

    /** Applies the kernel of the head to maps of 4 x 4, and reduces more than three to their standard deviations. */
    private static double[] features(double[] h, float[] q, int maps) {
        double[] z = new double[maps * 16], deviations = new double[maps];
        for (int i = 0; i < z.length; i++) {
            int o = i / 16, y = i % 16 / 4, x = i % 4;
            for (int k = 0; k < maps * 9; k++) {
                int row = y + k % 9 / 3 - 1, col = x + k % 3 - 1;
                if (row >= 0 && row < 4 && col >= 0 && col < 4) {
                    z[i] += q[o * maps * 9 + k] * h[k / 9 * 16 + row * 4 + col];
                }
            }
        }
        for (int o = 0; o < maps; o++) {
            double mean = 0, squares = 0;
            for (int p = 0; p < 16; p++) {
                mean += z[o * 16 + p] / 16;
            }
            for (int p = 0; p < 16; p++) {
                squares += (z[o * 16 + p] - mean) * (z[o * 16 + p] - mean);
            }
            deviations[o] = Math.sqrt(squares / 15 + 1e-8);
        }
        return maps > 3 ? deviations : z;
    }

    private static double cosine(double[] a, double[] b) {
        double meanA = 0, meanB = 0, ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.length; i++) {
            meanA += a[i] / a.length;
            meanB += b[i] / a.length;
        }
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void aConstantMapHasNoSimilarityGradientRatherThanAnInfiniteOne() {
        TrainingHarness h =
                new TrainingHarness(task(SHAPE, conv(4, new Tanh()), OUTPUT), new LocalLosses(LocalLosses.Kind.SIM, 1));
        h.transform("layer0/weights", w -> 0).step();
        for (float g : h.gradient()) {
            assertTrue(Float.isFinite(g));
        }
    }

    private static TrainingHarness energy(LayerKind pool, int nudged, long seed) {
        TrainingTask task = TrainingTask.classes(
                        new SumOfSquares(),
                        SHAPE,
                        conv(3, new Identity()),
                        pool,
                        new ActivationLayer(new Tanh()),
                        conv(2, new Identity()),
                        pool,
                        new ActivationLayer(new Tanh()),
                        TrainingTask.dense(CLASSES, new Sigmoid()))
                .inputs(IMAGE.size())
                .rows(1)
                .seed(seed)
                .sameBatch();
        LearningRule rule = new EquilibriumPropagation(0.05f, 100, nudged, EquilibriumPropagation.Nudge.CENTRED);
        return new TrainingHarness(task, rule).transform(w -> 0.6f * w);
    }

    /**
     * The reported loss is that of the free state; its finite differences are the reference. A maximum that moves
     * between two phases, or two differences, breaks the comparison, so the best of four examples counts.
     */
    @ParameterizedTest
    @ValueSource(strings = {"max", "average"})
    void equilibriumPropagationWithPoolsIsTheGradientAtTheFixedPoint(String kind) {
        LayerKind pool =
                kind.equals("max") ? new MaxPool(2, 2, "valid", false) : new AvgPool(2, 2, "valid", false, true);
        double[] errors = new double[4];
        for (int seed = 0; seed < errors.length; seed++) {
            TrainingHarness exact = energy(pool, 1, seed), ep = energy(pool, 100, seed);
            exact.step();
            ep.step();
            errors[seed] = ArrayMath.relativeDifference(exact.numericalGradient(2e-3f), ep.gradient());
        }
        assertTrue(Arrays.stream(errors).min().orElseThrow() < 5e-3, Arrays.toString(errors));
    }

    @Test
    void equilibriumPropagationRefusesAPoolAfterTheActivationAndSaysWhatToWrite() {
        TrainingTask task = task(SHAPE, conv(3, new Tanh()), new MaxPool(2, 2, "valid", false), OUTPUT);
        LearningRule rule = new EquilibriumPropagation(0.1f, 5, 5, EquilibriumPropagation.Nudge.CENTRED);
        String why = assertThrows(IncompatibleException.class, () -> new TrainingHarness(task, rule))
                .getMessage();
        assertTrue(why.contains("write a conv without activation, then the pool, then an activation"), why);
    }

    @Test
    void theWeightMirrorRefusesGroupsAndSaysWhatToWrite() {
        LearningRule rule = new WeightMirror(1, 0.1f, 8, 0, true, 1);
        LayerKind grouped = new Conv(4, 3, 1, "1", 1, 2, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
        String why = assertThrows(
                        IncompatibleException.class,
                        () -> new TrainingHarness(task(SHAPE, conv(4, new Tanh()), grouped, OUTPUT), rule))
                .getMessage();
        assertTrue(why.contains("in 2 groups") && why.contains("set groups: 1"), why);
    }
}
