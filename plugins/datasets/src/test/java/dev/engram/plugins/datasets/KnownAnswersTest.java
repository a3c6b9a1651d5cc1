package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Known properties of the small problems, verified with the simplest methods. */
class KnownAnswersTest {
    /** Returns the mistakes of Rosenblatt's rule from zero weights until an epoch has none; -1 after 1000 epochs. */
    private static int mistakes(Dataset d) {
        Table t = d.load(new TestRng(1));
        double[] w = new double[t.inputs() + 1];
        int mistakes = 0;
        for (int epoch = 0; epoch < 1000; epoch++) {
            int before = mistakes;
            for (int r = 0; r < t.rows(); r++) {
                double score = w[t.inputs()];
                for (int k = 0; k < t.inputs(); k++) {
                    score += w[k] * t.x()[r * t.inputs() + k];
                }
                double sign = t.t()[r] == 1 ? 1 : -1;
                if (sign * score <= 0) {
                    mistakes++;
                    for (int k = 0; k < t.inputs(); k++) {
                        w[k] += sign * t.x()[r * t.inputs() + k];
                    }
                    w[t.inputs()] += sign;
                }
            }
            if (mistakes == before) {
                return mistakes;
            }
        }
        return -1;
    }

    /** Novikoff's bound (R / margin)^2, with R^2 = 3 (two inputs and the bias) and margin 1/sqrt(3) of (1, 1, +-1). */
    @Test
    void aPerceptronSolvesAndAndOrWithinTheBoundOnItsMistakes() {
        for (Dataset d : new Dataset[] {new And(), new Or()}) {
            int n = mistakes(d);
            assertTrue(n > 0 && n <= 9, d + ": " + n);
        }
    }

    @Test
    void noPerceptronSolvesXorOrParity() {
        assertEquals(-1, mistakes(new Xor()));
        for (int bits = 2; bits <= 8; bits++) {
            assertEquals(-1, mistakes(new Parity(bits)));
        }
    }

    /** Least squares on N examples of d Gaussian inputs: exactly noise^2 (1 + d/(N - d - 1)) on new examples. */
    @Test
    void theNormalEquationsReachTheFloorOfLinearRegression() {
        int d = 5;
        int n = 60;
        double sum = 0;
        int draws = 60;
        for (int draw = 0; draw < draws; draw++) {
            Table t = new Linear(d, 0.5f, n, 500).load(new TestRng(draw));
            sum += error(t, leastSquares(t, n), n);
        }
        double expected = 0.25 * (1 + d / (double) (n - d - 1));
        // The standard error of a mean of 60 such errors of 500 examples is about 1.3% of it.
        assertEquals(expected, sum / draws, 0.05 * expected);
    }

    private static double[] leastSquares(Table t, int rows) {
        int d = t.inputs();
        double[][] a = new double[d][d + 1];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    a[i][j] += (double) t.x()[r * d + i] * t.x()[r * d + j];
                }
                a[i][d] += (double) t.x()[r * d + i] * t.t()[r];
            }
        }
        for (int k = 0; k < d; k++) {
            for (int i = 0; i < d; i++) {
                double f = i == k ? 0 : a[i][k] / a[k][k];
                for (int j = k; j <= d; j++) {
                    a[i][j] -= f * a[k][j];
                }
            }
        }
        double[] w = new double[d];
        Arrays.setAll(w, i -> a[i][d] / a[i][i]);
        return w;
    }

    /** Returns the mean squared error on the rows from {@code first} on. */
    private static double error(Table t, double[] w, int first) {
        double squares = 0;
        for (int r = first; r < t.rows(); r++) {
            double y = 0;
            for (int k = 0; k < w.length; k++) {
                y += w[k] * t.x()[r * w.length + k];
            }
            squares += (y - t.t()[r]) * (y - t.t()[r]);
        }
        return squares / (t.rows() - first);
    }

    /** Each turn of an arm is between two turns of the other, so a nearest neighbour is nearly always correct. */
    @Test
    void aNearestNeighbourSeparatesTheSpirals() {
        Table t = new TwoSpirals(0.02f, 1000, 1000).load(new TestRng(3));
        int right = 0;
        for (int r = 1000; r < 2000; r++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int s = 0; s < 1000; s++) {
                double dx = t.x()[2 * r] - t.x()[2 * s];
                double dy = t.x()[2 * r + 1] - t.x()[2 * s + 1];
                if (dx * dx + dy * dy < least) {
                    least = dx * dx + dy * dy;
                    best = s;
                }
            }
            right += t.t()[best] == t.t()[r] ? 1 : 0;
        }
        assertTrue(right >= 985, right + " of 1000");
    }
}
