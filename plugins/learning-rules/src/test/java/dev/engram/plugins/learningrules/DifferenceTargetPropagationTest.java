package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.DifferenceTargetPropagation.Top;
import dev.engram.spi.Rng;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferenceTargetPropagationTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch(),
            SHALLOW = TrainingTask.shallow().sameBatch();
    private static final String[] HIDDEN = {"layer0/weights", "layer0/bias", "layer1/weights", "layer1/bias"};
    /** 6-3-3-3, linear. */
    private static final TrainingTask SQUARE = TrainingTask.classes(
                    new SumOfSquares(),
                    TrainingTask.dense(3, new Identity()),
                    TrainingTask.dense(3, new Identity()),
                    TrainingTask.dense(3, new Identity()))
            .rows(1);

    private static DifferenceTargetPropagation rule(float pull, Top top) {
        return new DifferenceTargetPropagation(pull, 0.1f, 1, top, true);
    }

    /** A target that is met above is met exactly below, whatever the inverses are. */
    @ParameterizedTest
    @EnumSource(Top.class)
    void withoutPullNoHiddenWeightMovesAndInversesLearn(Top top) {
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, rule(0, top));
        trainingHarness.step();
        for (String p : HIDDEN) {
            assertTrue(ArrayMath.isZero(trainingHarness.gradient(p)), p);
        }
        assertFalse(ArrayMath.isZero(trainingHarness.gradient("rule/inverse/1/weights")));
        assertFalse(ArrayMath.isZero(trainingHarness.gradient("layer2/weights")));
    }

    @Test
    void withoutTheDifferenceTheErrorOfTheInverseBecomesATarget() {
        TrainingHarness trainingHarness =
                new TrainingHarness(DEEP, new DifferenceTargetPropagation(0, 0.1f, 1, Top.GRADIENT, false));
        trainingHarness.step();
        assertTrue(
                ArrayMath.isZero(trainingHarness.gradient("layer1/weights")),
                "the highest target does not pass an inverse");
        assertFalse(ArrayMath.isZero(trainingHarness.gradient("layer0/weights")));
    }

    @Test
    void withOneHiddenLayerItIsBackpropTimesItsPull() {
        TrainingHarness bp = new TrainingHarness(SHALLOW, new Backprop()),
                tp = new TrainingHarness(SHALLOW, rule(0.5f, Top.GRADIENT));
        bp.step();
        tp.step();
        float[] half = ArrayMath.scaled(0.5f, bp.gradient("layer0/weights"));
        assertTrue(ArrayMath.relativeDifference(tp.gradient("layer0/weights"), half) < 1e-5);
        assertArrayEquals(bp.gradient("layer1/weights"), tp.gradient("layer1/weights"));
    }

    /** A matrix with inverse, written into a layer and its inverse layer. */
    private static void pair(TrainingHarness trainingHarness, int layer, float[] w, float[] v) {
        System.arraycopy(
                w,
                0,
                trainingHarness.theta(),
                trainingHarness.parameter("layer" + layer + "/weights").from(),
                9);
        System.arraycopy(
                v,
                0,
                trainingHarness.theta(),
                trainingHarness.parameter("rule/inverse/" + layer + "/weights").from(),
                9);
    }

    /**
     * H_l - T_l = pull J^-1 e, J = W_3 .. W_{l+1}: a Gauss-Newton target. With one example, G of the bias equals it.
     */
    @Test
    void exactInversesOfLinearLayersDisplaceByTheInverseJacobian() {
        float pull = 0.25f;
        TrainingHarness trainingHarness = new TrainingHarness(SQUARE, rule(pull, Top.OUTPUT));
        float[] w2 = {2, 1, 0, 0, 1, 1, 0, 0, 0.5f}, v2 = {0.5f, -0.5f, 1, 0, 1, -2, 0, 0, 2};
        float[] w3 = {1, 0, 0, 3, 0.25f, 0, 0, 1, 1}, v3 = {1, 0, 0, -12, 4, 0, 12, -4, 1};
        pair(trainingHarness, 1, w2, v2);
        pair(trainingHarness, 2, w3, v3);
        trainingHarness.step();
        float[] e = trainingHarness.gradient("layer2/bias"), d2 = times(pull, v3, e), d1 = times(1, v2, d2);
        assertTrue(ArrayMath.norm(e) > 0.1);
        assertEquals(0, ArrayMath.relativeDifference(trainingHarness.gradient("layer1/bias"), d2), 1e-5);
        assertEquals(0, ArrayMath.relativeDifference(trainingHarness.gradient("layer0/bias"), d1), 1e-5);
    }

    private static float[] times(float c, float[] m, float[] x) {
        float[] y = new float[3];
        for (int i = 0; i < 9; i++) {
            y[i / 3] += c * m[i] * x[i % 3];
        }
        return y;
    }

    /** Orthogonal W (a rotation in three dimensions) with V = W'. */
    @ParameterizedTest
    @EnumSource(Top.class)
    void transposesOfOrthogonalLinearLayersMakeItBackprop(Top top) {
        float[] w = {0.6f, -0.8f, 0, 0.48f, 0.36f, -0.8f, 0.64f, 0.48f, 0.6f},
                transpose = {0.6f, 0.48f, 0.64f, -0.8f, 0.36f, 0.48f, 0, -0.8f, 0.6f};
        TrainingHarness tp = new TrainingHarness(SQUARE, rule(1, top)),
                bp = new TrainingHarness(SQUARE, new Backprop());
        for (int l = 1; l < (top == Top.OUTPUT ? 3 : 2); l++) {
            pair(tp, l, w, transpose);
            System.arraycopy(
                    w, 0, bp.theta(), bp.parameter("layer" + l + "/weights").from(), 9);
        }
        tp.step();
        bp.step();
        for (String p : HIDDEN) {
            assertTrue(ArrayMath.norm(bp.gradient(p)) > 0.1);
            assertEquals(0, ArrayMath.relativeDifference(tp.gradient(p), bp.gradient(p)), 1e-5, p);
        }
    }

    /** tanh(x W' + b) */
    private static double[][] layer(double[][] x, float[] w, float[] b) {
        double[][] h = new double[x.length][b.length];
        for (int r = 0; r < x.length; r++) {
            for (int u = 0; u < b.length; u++) {
                double a = b[u];
                for (int i = 0; i < x[r].length; i++) {
                    a += w[u * x[r].length + i] * x[r][i];
                }
                h[r][u] = StrictMath.tanh(a);
            }
        }
        return h;
    }

    /** Mean of |g(f(n)) - n|^2 / 2 around the present hidden activity, with the noise of the last step. */
    private static double reconstruction(TrainingHarness trainingHarness, float noise, float[] v, float[] c) {
        double[][] n = layer(
                ArrayMath.toArray(trainingHarness.batch().inputs()),
                trainingHarness.theta("layer0/weights"),
                trainingHarness.theta("layer0/bias"));
        Rng rng = trainingHarness.batch().random("noise/1");
        for (double[] row : n) {
            for (int i = 0; i < row.length; i++) {
                row[i] += noise * rng.gaussian();
            }
        }
        double[][] back =
                layer(layer(n, trainingHarness.theta("layer1/weights"), trainingHarness.theta("layer1/bias")), v, c);
        double sum = 0;
        for (int r = 0; r < n.length; r++) {
            for (int i = 0; i < n[r].length; i++) {
                sum += (back[r][i] - n[r][i]) * (back[r][i] - n[r][i]) / 2;
            }
        }
        return sum / n.length;
    }

    @Test
    void anInverseDescendsItsErrorOfReconstructionTimesItsPush() {
        float noise = 0.3f, push = 2;
        TrainingHarness trainingHarness =
                new TrainingHarness(DEEP, new DifferenceTargetPropagation(0.5f, noise, push, Top.GRADIENT, true));
        trainingHarness.step();
        float[] v = trainingHarness.theta("rule/inverse/1/weights"),
                c = trainingHarness.theta("rule/inverse/1/bias"),
                g = trainingHarness.gradient("rule/inverse/1/weights");
        assertTrue(ArrayMath.norm(g) > 0.1);
        for (int i = 0; i < v.length; i++) {
            float keep = v[i];
            v[i] = keep + 1e-3f;
            double up = reconstruction(trainingHarness, noise, v, c);
            v[i] = keep - 1e-3f;
            double down = reconstruction(trainingHarness, noise, v, c);
            v[i] = keep;
            assertEquals(push * (up - down) / 2e-3, g[i], 1e-3);
        }
    }

    @Test
    void anInverseLearnsToUndoItsLayer() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical().rows(32), rule(0, Top.GRADIENT), new GradientDescent(0.2f));
        trainingHarness.step();
        double before = reconstruction(
                trainingHarness,
                0.1f,
                trainingHarness.theta("rule/inverse/1/weights"),
                trainingHarness.theta("rule/inverse/1/bias"));
        trainingHarness.steps(2000);
        double after = reconstruction(
                trainingHarness,
                0.1f,
                trainingHarness.theta("rule/inverse/1/weights"),
                trainingHarness.theta("rule/inverse/1/bias"));
        assertTrue(after < 0.3 * before, before + " became " + after);
    }

    @Test
    void aLearnedInverseCarriesTargetsThatAgreeWithTheGradient() {
        TrainingHarness tp = new TrainingHarness(
                TrainingTask.typical().rows(32), rule(0.01f, Top.GRADIENT), new GradientDescent(0.1f));
        tp.steps(2000);
        TrainingHarness bp = new TrainingHarness(DEEP.rows(32), new Backprop()),
                same = new TrainingHarness(DEEP.rows(32), rule(0.01f, Top.GRADIENT));
        System.arraycopy(tp.theta(), 0, bp.theta(), 0, bp.theta().length);
        System.arraycopy(tp.theta(), 0, same.theta(), 0, same.theta().length);
        bp.step();
        same.step();
        assertTrue(ArrayMath.cosine(same.gradient("layer0/weights"), bp.gradient("layer0/weights")) > 0.3);
    }
}
