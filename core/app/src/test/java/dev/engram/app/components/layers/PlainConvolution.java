package dev.engram.app.components.layers;

import dev.engram.testkit.harness.TrainingHarness;
import java.util.Arrays;

/**
 * A 3 x 3 convolution with padding 1, tanh or relu, and max-pooling of 2 x 2, in plain loops and double precision: what
 * rules on kernels are compared with.
 */
final class PlainConvolution {
    private final int channels;
    private final int maps;
    private final int side;
    private final boolean relu;
    private final float[] w;
    private final float[] b;
    final double[] pre;
    /** The outputs of the activation. */
    final double[] h;

    final double[] pooled;
    private final int[] argmax;

    PlainConvolution(TrainingHarness harness, int channels, int maps, int side, boolean relu) {
        this.channels = channels;
        this.maps = maps;
        this.side = side;
        this.relu = relu;
        w = harness.theta("layer0/weights");
        b = harness.theta("layer0/bias");
        pre = new double[maps * side * side];
        h = new double[pre.length];
        pooled = new double[pre.length / 4];
        argmax = new int[pooled.length];
    }

    /** Computes one example; {@code label} is added to the pre-activations of each map. */
    PlainConvolution forward(double[] x, double[] label) {
        for (int o = 0; o < maps; o++) {
            for (int p = 0; p < side * side; p++) {
                int at = o * side * side + p;
                pre[at] = b[o] + label[o];
                for (int k = 0; k < channels * 9; k++) {
                    pre[at] += w[o * channels * 9 + k] * input(x, p, k);
                }
                h[at] = relu ? Math.max(0, pre[at]) : Math.tanh(pre[at]);
            }
        }
        Arrays.fill(pooled, Double.NEGATIVE_INFINITY);
        for (int at = 0; at < h.length; at++) {
            int o = at / (side * side), y = at / side % side, x2 = at % side;
            int q = (o * (side / 2) + y / 2) * (side / 2) + x2 / 2;
            if (h[at] > pooled[q]) {
                pooled[q] = h[at];
                argmax[q] = at;
            }
        }
        return this;
    }

    PlainConvolution forward(double[] x) {
        return forward(x, new double[maps]);
    }

    /** Returns the input of tap k of the kernel at position p. */
    private double input(double[] x, int p, int k) {
        int row = p / side + k % 9 / 3 - 1, col = p % side + k % 3 - 1;
        boolean inside = row >= 0 && row < side && col >= 0 && col < side;
        return inside ? x[k / 9 * side * side + row * side + col] : 0;
    }

    /** Returns the error at the pre-activations; {@code delta} is at the pooled outputs. */
    double[] backward(double[] delta) {
        double[] d = new double[pre.length];
        for (int q = 0; q < delta.length; q++) {
            double slope = relu ? 1 : 1 - h[argmax[q]] * h[argmax[q]];
            d[argmax[q]] += pre[argmax[q]] > 0 || !relu ? delta[q] * slope : 0;
        }
        return d;
    }

    /** Adds {@code factor} times the correlation of {@code d} with the input to {@code gradient}. */
    void accumulate(double factor, double[] d, double[] x, float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            int o = i / (channels * 9), k = i % (channels * 9);
            double sum = 0;
            for (int p = 0; p < side * side; p++) {
                sum += d[o * side * side + p] * input(x, p, k);
            }
            gradient[i] += (float) (factor * sum);
        }
    }
}
