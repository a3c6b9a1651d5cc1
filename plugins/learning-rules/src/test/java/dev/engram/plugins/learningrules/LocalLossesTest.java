package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.LocalLosses.Kind;
import dev.engram.spi.IncompatibleException;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLossesTest {
    private static final TrainingTask DEEP = TrainingTask.typical().sameBatch();
    private static final TrainingTask SHALLOW = TrainingTask.shallow().sameBatch();

    private static TrainingHarness stepped(TrainingTask trainingTask, Kind loss, float beta) {
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask, new LocalLosses(loss, beta));
        trainingHarness.step();
        return trainingHarness;
    }

    @Test
    void predictionUnderACopyOfTheOutputLayerIsBackprop() {
        TrainingHarness bp = new TrainingHarness(SHALLOW, new Backprop()),
                local = new TrainingHarness(SHALLOW, new LocalLosses(Kind.PRED, 0));
        local.copy("layer1/weights", "rule/prediction/0/weights");
        bp.step();
        local.step();
        assertArrayEquals(bp.gradient("layer0/weights"), local.gradient("layer0/weights"));
        assertArrayEquals(local.gradient("layer1/weights"), local.gradient("rule/prediction/0/weights"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noErrorPassesBetweenLayers(Kind loss) {
        TrainingHarness one = new TrainingHarness(DEEP, new LocalLosses(loss, 0.99f)),
                other =
                        new TrainingHarness(DEEP, new LocalLosses(loss, 0.99f))
                                .transform("layer1/weights", x -> 3 * x)
                                .transform("layer2/weights", x -> -x);
        one.step();
        other.step();
        for (String name : List.of("layer0/weights", "layer0/bias")) {
            assertArrayEquals(one.gradient(name), other.gradient(name), name);
            assertFalse(ArrayMath.isZero(one.gradient(name)));
        }
        assertFalse(Arrays.equals(one.gradient("layer1/weights"), other.gradient("layer1/weights")));
    }

    /** The loss of the first layer by its definition, in double precision: S from all pairs of examples. */
    private static double similarityLoss(TrainingHarness trainingHarness) {
        double[][] x = ArrayMath.toArray(trainingHarness.batch().inputs()), h = new double[x.length][];
        float[] w = trainingHarness.theta("layer0/weights"),
                b = trainingHarness.theta("layer0/bias"),
                q = trainingHarness.theta("rule/similarity/0/weights");
        for (int r = 0; r < x.length; r++) {
            double[] a = times(w, x[r], b.length);
            for (int i = 0; i < a.length; i++) {
                a[i] = StrictMath.tanh(a[i] + b[i]);
            }
            h[r] = times(q, a, b.length);
        }
        double[][] s = similarity(h),
                right = similarity(ArrayMath.toArray(trainingHarness.batch().targets()));
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                sum += (s[i][j] - right[i][j]) * (s[i][j] - right[i][j]);
            }
        }
        return sum / (s.length * s.length);
    }

    private static double[] times(float[] m, double[] v, int rows) {
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < v.length; j++) {
                y[i] += m[i * v.length + j] * v[j];
            }
        }
        return y;
    }

    private static double[][] similarity(double[][] m) {
        double[][] n = new double[m.length][m[0].length], s = new double[m.length][m.length];
        for (int r = 0; r < m.length; r++) {
            double mean = Arrays.stream(m[r]).average().orElseThrow(), squares = 0;
            for (double v : m[r]) {
                squares += (v - mean) * (v - mean);
            }
            for (int i = 0; i < m[r].length; i++) {
                n[r][i] = (m[r][i] - mean) / (1e-8 + Math.sqrt(squares));
            }
        }
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m.length; j++) {
                for (int k = 0; k < m[0].length; k++) {
                    s[i][j] += n[i][k] * n[j][k];
                }
                s[i][j] = Math.max(-1, Math.min(1, s[i][j]));
            }
        }
        return s;
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer0/weights", "layer0/bias", "rule/similarity/0/weights"})
    void theGradientOfTheSimilarityLossAgreesWithCentralDifferences(String name) {
        TrainingHarness trainingHarness = stepped(SHALLOW, Kind.SIM, 0);
        float[] g = trainingHarness.gradient(name), d = new float[g.length];
        int from = trainingHarness.parameter(name).from();
        for (int i = 0; i < d.length; i++) {
            float keep = trainingHarness.theta()[from + i], above = keep + 1e-3f, below = keep - 1e-3f;
            trainingHarness.theta()[from + i] = above;
            double up = similarityLoss(trainingHarness);
            trainingHarness.theta()[from + i] = below;
            d[i] = (float) ((up - similarityLoss(trainingHarness)) / ((double) above - below));
            trainingHarness.theta()[from + i] = keep;
        }
        double error = ArrayMath.relativeDifference(g, d);
        assertTrue(error < 1e-4 && ArrayMath.norm(d) > 0.01, "relative error " + error);
    }

    /** S does not depend on the norm of a row, so the derivative along the head's own weights is 0. */
    @Test
    void similarityIgnoresTheLengthOfFeatures() {
        TrainingHarness trainingHarness = stepped(SHALLOW, Kind.SIM, 0);
        String head = "rule/similarity/0/weights";
        double cosine = ArrayMath.cosine(trainingHarness.gradient(head), trainingHarness.theta(head));
        assertEquals(0, cosine, 1e-5);
        TrainingHarness longer = new TrainingHarness(SHALLOW, new LocalLosses(Kind.SIM, 0)).transform(head, x -> 4 * x);
        longer.step();
        assertTrue(ArrayMath.relativeDifference(
                        longer.gradient("layer0/weights"), trainingHarness.gradient("layer0/weights"))
                < 1e-5);
    }

    @Test
    void predsimMixesTheTwoLosses() {
        float beta = 0.75f;
        TrainingHarness both = stepped(DEEP, Kind.PREDSIM, beta), pred = stepped(DEEP, Kind.PRED, 0);
        TrainingHarness sim = stepped(DEEP, Kind.SIM, 0);
        for (String name : List.of("layer0/weights", "layer1/weights", "layer1/bias")) {
            float[] g = both.gradient(name), p = pred.gradient(name), s = sim.gradient(name);
            for (int i = 0; i < g.length; i++) {
                assertEquals(0.25 * p[i] + 0.75 * s[i], g[i], 1e-6, name);
            }
        }
        assertArrayEquals(
                ArrayMath.scaled(0.75f, sim.gradient("rule/similarity/1/weights")),
                both.gradient("rule/similarity/1/weights"),
                1e-7f);
        assertArrayEquals(
                ArrayMath.scaled(0.25f, pred.gradient("rule/prediction/1/weights")),
                both.gradient("rule/prediction/1/weights"),
                1e-7f);
        assertArrayEquals(pred.gradient("layer2/weights"), sim.gradient("layer2/weights"), "the output learns as ever");
    }

    @Test
    void theHeadOfTheSimilarityHasNoBias() {
        assertTrue(ArrayMath.isZero(stepped(DEEP, Kind.SIM, 0).gradient("rule/similarity/0/bias")));
    }

    @Test
    void inactiveUnitsGetNoGradient() {
        TrainingHarness silent =
                new TrainingHarness(SHALLOW, new LocalLosses(Kind.PREDSIM, 0.99f)).transform("layer0/weights", x -> 0);
        silent.step();
        for (float g : silent.gradient()) {
            assertTrue(Float.isFinite(g));
        }
        assertTrue(ArrayMath.isZero(silent.gradient("rule/similarity/0/weights")));
    }

    @Test
    void unsuitableNetworksForSimilarityAreRejectedWithTheReason() {
        TrainingTask binary = new TrainingTask(
                new SyntheticBatch.Data(
                        3,
                        TrainingTask.ROWS,
                        TrainingTask.INPUTS,
                        1,
                        SHALLOW.data().labels(),
                        s -> s),
                List.of(TrainingTask.dense(4, new Tanh()), TrainingTask.dense(1, new Sigmoid())),
                new SumOfSquares());
        assertTrue(assertThrows(
                        IncompatibleException.class, () -> new TrainingHarness(binary, new LocalLosses(Kind.SIM, 0)))
                .getMessage()
                .contains("targets with two or more columns"));
        TrainingTask narrow = TrainingTask.classes(
                new CrossEntropy(), TrainingTask.dense(1, new Identity()), TrainingTask.dense(3, new Softmax()));
        assertTrue(assertThrows(
                        IncompatibleException.class,
                        () -> new TrainingHarness(narrow, new LocalLosses(Kind.PREDSIM, 0.99f)))
                .getMessage()
                .contains("layer 0 (counted from 0) has one"));
    }
}
