package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;

/**
 * The quantile loss (pinball loss): errors to one side cost more, so that the best prediction is a quantile of the
 * targets.
 *
 * <pre>
 *   E = 1/K sum_k max(tau d_k, (tau - 1) d_k),  d = t - y
 *   dE/dy_k = -tau/K where d_k > 0,  (1 - tau)/K where d_k < 0,  0 where d_k = 0
 *   (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the K outputs of one example, t its targets. With tau = 0.9 the prediction settles where nine of ten targets are
 * below it; with 0.5 it is half of mae and gives the median. At the kink the slope is taken as 0, as for mae.
 *
 * <p>Koenker and Bassett 1978, Regression quantiles.
 */
@Component("quantile")
public record Quantile(
        @Hyper(value = "0.5", range = "(0,1)", doc = "share of the targets that shall lie below the prediction")
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
            out[i] = (t[i] > y[i] ? -tau : t[i] < y[i] ? 1 - tau : 0) / k;
        }
    }
}
