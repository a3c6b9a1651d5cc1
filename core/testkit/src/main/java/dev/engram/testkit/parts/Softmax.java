package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/** h_i = exp(a_i) / sum_j exp(a_j) over each row */
public record Softmax() implements Activation {
    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int from = r * cols, to = from + cols;
            float max = Float.NEGATIVE_INFINITY, sum = 0;
            for (int i = from; i < to; i++) {
                max = Math.max(max, a[i]);
            }
            for (int i = from; i < to; i++) {
                h[i] = Maths.exp(a[i] - max);
                sum += h[i];
            }
            for (int i = from; i < to; i++) {
                h[i] /= sum;
            }
        }
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int from = r * cols, to = from + cols;
            float mean = 0;
            for (int i = from; i < to; i++) {
                mean += h[i] * delta[i];
            }
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
