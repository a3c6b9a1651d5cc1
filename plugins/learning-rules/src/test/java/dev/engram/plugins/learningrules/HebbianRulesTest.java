package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import org.junit.jupiter.api.Test;

class HebbianRulesTest {
    private static final double[] VARIANCES = {5, 2, 1, 0.5, 0.1};
    private static final int N = VARIANCES.length;
    /** An orthonormal basis far from the coordinate axes: the Householder reflection at (1, 2, 3, 4, 5). */
    private static final double[][] BASIS = reflection(1, 2, 3, 4, 5);

    private static double[][] reflection(double... v) {
        double norm = 0;
        for (double x : v) {
            norm += x * x;
        }
        double[][] q = new double[v.length][v.length];
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                q[i][j] = (i == j ? 1 : 0) - 2 * v[i] * v[j] / norm;
            }
        }
        return q;
    }

    /** Normal rows, made exactly uncorrelated with mean 0, then scaled and rotated: X'X/B = Q diag(variances) Q'. */
    private static float[] principal(int rows) {
        float[] raw = LearningSources.normal("principal", rows * N);
        double[][] z = new double[N][rows];
        for (int c = 0; c < N; c++) {
            double mean = 0;
            for (int r = 0; r < rows; r++) {
                z[c][r] = raw[r * N + c];
                mean += z[c][r] / rows;
            }
            for (int r = 0; r < rows; r++) {
                z[c][r] -= mean;
            }
            for (int k = 0; k < c; k++) {
                double along = dot(z[c], z[k]) / dot(z[k], z[k]);
                for (int r = 0; r < rows; r++) {
                    z[c][r] -= along * z[k][r];
                }
            }
        }
        float[] x = new float[rows * N];
        for (int c = 0; c < N; c++) {
            double stretch = Math.sqrt(VARIANCES[c] * rows / dot(z[c], z[c]));
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < N; j++) {
                    x[r * N + j] += (float) (stretch * z[c][r] * BASIS[c][j]);
                }
            }
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] row(float[] w, int unit) {
        double[] r = new double[N];
        for (int i = 0; i < N; i++) {
            r[i] = w[unit * N + i];
        }
        return r;
    }

    private static LearningSource oja(int units, int rows, int batch) {
        Split data = LearningSources.rows(N, principal(rows), units, new float[rows * units]);
        return LearningSources.source(
                3, new Oja(), new SumOfSquares(), data, batch, LearningSources.layer(units, new Identity(), 0.3f));
    }

    private static float[] settled(LearningSource s, float rate, int steps) {
        Stepper stepper = LearningSources.stepper(s, rate);
        for (int i = 0; i < steps; i++) {
            stepper.step();
        }
        return LearningSources.numbers(s, "layer0/weights");
    }

    @Test
    void hebbianWeightsGrowByThePowersOfOnePlusTheCovariance() {
        float gamma = 0.02f;
        Split data = LearningSources.rows(N, principal(200), 1, new float[200]);
        LearningSource s = LearningSources.source(
                3, new Hebb(false, 0), new SumOfSquares(), data, LearningSources.layer(1, new Identity(), 0.3f));
        double[] w = row(LearningSources.numbers(s, "layer0/weights"), 0), expected = new double[N];
        for (int c = 0; c < N; c++) {
            double part = dot(w, BASIS[c]) * Math.pow(1 + gamma * VARIANCES[c], 20);
            for (int i = 0; i < N; i++) {
                expected[i] += part * BASIS[c][i];
            }
        }
        assertArrayEquals(expected, row(settled(s, gamma, 20), 0), 2e-5);
    }

    @Test
    void decayTakesItsShareOfEachWeight() {
        LayerKind layer = LearningSources.layer(2, new Identity(), 0.3f);
        Split silent = LearningSources.rows(3, new float[6], 2, new float[4]);
        LearningSource s = LearningSources.source(3, new Hebb(false, 0.5f), new SumOfSquares(), silent, layer);
        float[] w = LearningSources.numbers(s, "layer0/weights"), after = settled(s, 0.1f, 1);
        for (int i = 0; i < w.length; i++) {
            assertEquals(0.95 * w[i], after[i], 1e-7);
        }
    }

    @Test
    void clampedHebbRecallsOrthonormalPatternsAfterOneStep() {
        float h = 0.5f;
        float[] x = {h, h, h, h, h, -h, h, -h, h, h, -h, -h, h, -h, -h, h},
                t = LearningSources.normal("patterns", 4 * 3);
        LayerKind empty = new Dense(3, new Identity(), new Constant(0), new Constant(0));
        LearningSource s = LearningSources.source(
                3, new Hebb(true, 0), new SumOfSquares(), LearningSources.rows(4, x, 3, t), empty);
        Stepper stepper = LearningSources.stepper(s, 4);
        stepper.step();
        stepper.step();
        assertEquals(0, stepper.loss(), 1e-12, "loss before the second step");
    }

    @Test
    void oneOjaUnitEndsAtTheFirstPrincipalComponent() {
        double[] w = row(settled(oja(1, 200, 200), 0.02f, 2000), 0);
        double norm = Math.sqrt(dot(w, w)), cosine = Math.abs(dot(w, BASIS[0])) / norm, quotient = 0;
        for (int c = 0; c < N; c++) {
            double along = dot(w, BASIS[c]) / norm;
            quotient += VARIANCES[c] * along * along;
        }
        assertEquals(1, cosine, 3e-5);
        assertEquals(1, norm, 5e-5);
        assertEquals(5, quotient, 2e-4);
    }

    @Test
    void anOjaUnitAlsoConvergesWithSmallBatches() {
        double[] w = row(settled(oja(1, 400, 8), 0.001f, 20000), 0);
        double norm = Math.sqrt(dot(w, w));
        assertTrue(Math.abs(dot(w, BASIS[0])) / norm > 0.999, "cosine " + dot(w, BASIS[0]) / norm);
        assertEquals(1, norm, 0.02);
    }

    /** The basis within the subspace is arbitrary, so its projection onto the first components is what counts. */
    @Test
    void anOjaLayerEndsAtTheSubspaceOfTheFirstComponents() {
        int k = 3;
        float[] w = settled(oja(k, 200, 200), 0.02f, 6000);
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                double whole = dot(row(w, a), row(w, b)), inside = 0;
                for (int c = 0; c < k; c++) {
                    inside += dot(row(w, a), BASIS[c]) * dot(row(w, b), BASIS[c]);
                }
                assertEquals(a == b ? 1 : 0, whole, 1e-4, "W W'");
                assertEquals(whole, inside, 1e-4, "nothing of W lies outside the subspace");
            }
        }
    }
}
