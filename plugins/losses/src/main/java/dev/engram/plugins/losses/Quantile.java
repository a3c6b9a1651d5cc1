package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;

/**
 * The quantile loss (pinball loss): errors of one sign cost more, so that the best prediction is a quantile of the
 * targets.
 *
 * <pre>
 *   E = 1/K sum_k max(tau d_k, (tau - 1) d_k),  d = t - y
 *   dE/dy_k = -tau/K where d_k > 0,  (1 - tau)/K where d_k < 0,  0 where d_k = 0
 *   (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the K outputs of one example, t its targets. With tau = 0.9 nine of ten targets are below the best
 * prediction; with tau = 0.5 the loss is half of mae and the best prediction is the median. At the kink the gradient
 * is 0, as for mae.
 *
 * <p>Koenker and Bassett 1978, Regression quantiles.
 */
@Component("quantile")
public record Quantile(
        @Hyper(value = "0.5", range = "(0,1)", doc = "tau, the quantile to predict")
        float tau,

        @Hyper(value = "mean", doc = Reduction.DOC) Reduction reduction)
        implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = (double) t[i] - y[i];
            sum += Math.max(tau * d, (tau - 1.0) * d);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = derivative(t[i], y[i]) / k;
        }
    }

    private float derivative(float t, float y) {
        if (t > y) {
            return -tau;
        }
        return t < y ? 1 - tau : 0;
    }
}
