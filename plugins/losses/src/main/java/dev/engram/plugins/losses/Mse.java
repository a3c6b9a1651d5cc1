package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;

/**
 * Mean squared error over the outputs, without the factor 1/2.
 *
 * <pre>
 *   E = 1/K sum_k (y_k - t_k)^2        dE/dy_k = 2 (y_k - t_k) / K
 * </pre>
 *
 * y are the K outputs of one example, t its targets. With one output it is twice sse, so the same learning rate
 * makes steps twice as large; for noisy targets the minimum is the variance of the noise. For a sum over the outputs
 * use sse.
 */
@Component("mse")
public record Mse() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        return SquaredError.sum(y, t, from, to) / (to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = to - from;
        for (int i = from; i < to; i++) {
            out[i] = 2 * (y[i] - t[i]) / k;
        }
    }
}
