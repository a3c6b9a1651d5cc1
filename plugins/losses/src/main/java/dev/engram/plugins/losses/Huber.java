package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;

/**
 * Huber loss: quadratic for small errors, linear for large ones.
 *
 * <pre>
 *   E = 1/K sum_k h(y_k - t_k),  h(d) = d^2/2 where |d| <= delta, else delta (|d| - delta/2)
 *   dE/dy_k = max(-delta, min(delta, y_k - t_k)) / K
 *   (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the K outputs of one example, t its targets, delta in the unit of the targets. The gradient is continuous.
 * With a large delta it is half of mse; with a small one nearly delta times mae; divided by delta it is smooth-l1.
 *
 * <p>Huber 1964, Robust estimation of a location parameter.
 */
@Component("huber")
public record Huber(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest error that counts as a square")
        float delta,

        @Hyper(value = "mean", doc = Reduction.DOC) Reduction reduction)
        implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double limit = delta;
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = Math.abs((double) y[i] - t[i]);
            // Covers both cases: up to delta the second term is 0.
            double square = Math.min(d, limit);
            sum += square * square / 2 + limit * (d - square);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        float limit = delta;
        for (int i = from; i < to; i++) {
            out[i] = Math.max(-limit, Math.min(limit, y[i] - t[i])) / k;
        }
    }
}
