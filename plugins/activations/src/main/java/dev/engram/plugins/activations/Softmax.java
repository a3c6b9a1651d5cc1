package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * Probabilities from a row of numbers: positive, with sum 1, in the order of the pre-activations.
 *
 * <pre>
 *   h_i = exp(a_i - m) / sum_j exp(a_j - m),  m = max_j a_j
 *   dh_i/da_j = h_i ([i = j] - h_j)
 * </pre>
 *
 * Works on each row (example) as a whole. Subtracting the maximum does not change the result but prevents exp from
 * overflowing; a unit more than about 104 below the maximum is exactly 0. The error is propagated through the full
 * Jacobian, {@code h_i (delta_i - sum_j h_j delta_j)}; with cross-entropy the loss computes {@code h - t} directly.
 *
 * <p>Bridle 1990, Probabilistic interpretation of feedforward classification network outputs.
 */
@Component("softmax")
public record Softmax() implements Activation {
    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        Maths.subtractRowMaxima(a, h, rows, cols); // NaN reaches the output through exp in any case
        Maths.exp(h, h, 0, rows * cols);
        int r = 0;
        for (; rows - r >= 4; r += 4) {
            normaliseFour(h, r * cols, cols);
        }
        for (; r < rows; r++) {
            normalise(h, r * cols, cols);
        }
    }

    private static void normalise(float[] h, int from, int cols) {
        double sum = 0;
        for (int i = from; i < from + cols; i++) {
            sum += h[i];
        }
        float share = (float) (1 / sum);
        for (int i = from; i < from + cols; i++) {
            h[i] *= share;
        }
    }

    /** Sums four rows at once. Additions of one row depend on each other, those of different rows do not. */
    private static void normaliseFour(float[] h, int row0, int cols) {
        int row1 = row0 + cols, row2 = row1 + cols, row3 = row2 + cols;
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        for (int i = 0; i < cols; i++) {
            sum0 += h[row0 + i];
            sum1 += h[row1 + i];
            sum2 += h[row2 + i];
            sum3 += h[row3 + i];
        }
        float share0 = (float) (1 / sum0),
                share1 = (float) (1 / sum1),
                share2 = (float) (1 / sum2),
                share3 = (float) (1 / sum3);
        for (int i = 0; i < cols; i++) {
            h[row0 + i] *= share0;
            h[row1 + i] *= share1;
            h[row2 + i] *= share2;
            h[row3 + i] *= share3;
        }
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        for (int from = 0, n = rows * cols; from < n; from += cols) {
            int to = from + cols;
            double dot = 0;
            for (int i = from; i < to; i++) {
                dot += (double) h[i] * delta[i];
            }
            float mean = (float) dot;
            for (int i = from; i < to; i++) {
                delta[i] = h[i] * (delta[i] - mean);
            }
        }
    }

    @Override
    public OutputFunction outputFunction() {
        return OutputFunction.SOFTMAX;
    }

    @Override
    public float min() {
        return 0;
    }
}
