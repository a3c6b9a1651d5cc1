package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;

/**
 * Smooth L1 loss: the absolute error, quadratic near 0; huber divided by its delta.
 *
 * <pre>
 *   E = 1/K sum_k h(d_k),  d = y - t,  h(d) = d^2/(2 beta) where |d| <= beta, else |d| - beta/2
 *   dE/dy_k = max(-1, min(1, d_k/beta)) / K        (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the K outputs of one example, t its targets, beta in the unit of the targets. As beta goes to 0 it becomes
 * mae.
 *
 * <p>Girshick 2015, Fast R-CNN.
 */
@Component("smooth-l1")
public record SmoothL1(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest error that counts as a square")
        float beta,

        @Hyper(value = "mean", doc = Reduction.DOC) Reduction reduction)
        implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = Math.abs((double) y[i] - t[i]);
            sum += d <= beta ? d * d / (2 * (double) beta) : d - (double) beta / 2;
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = Math.max(-1, Math.min(1, (y[i] - t[i]) / beta)) / k;
        }
    }
}
