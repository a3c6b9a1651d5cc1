package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;

/**
 * Mean absolute error over the outputs. It is less sensitive to outliers than mse.
 *
 * <pre>
 *   E = 1/K sum_k |y_k - t_k|        dE/dy_k = sign(y_k - t_k) / K,  0 where y_k = t_k
 *   (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the K outputs of one example, t its targets. The best prediction is the median of the targets. The gradient
 * does not shrink near the minimum, so with a constant learning rate the outputs oscillate around it; with huber
 * they do not.
 */
@Component("mae")
public record Mae(
        @Hyper(value = "mean", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs((double) y[i] - t[i]);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = Math.signum(y[i] - t[i]) / k;
        }
    }
}
