package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * The squared hinge loss: like hinge, but with the square of the missed margin, so that the gradient is continuous.
 *
 * <pre>
 *   E = sum_k max(0, 1 - t_k y_k)^2,  t_k = -1 or 1
 *   dE/dy_k = -2 t_k max(0, 1 - t_k y_k)        (with reduction mean: divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, as scores of any size; t its targets (coding: signed).
 *
 * <p>The output layer has to be identity, or another function with both signs.
 *
 * <p>Cortes and Vapnik 1995, Support-vector networks.
 */
@Component("squared-hinge")
public record SquaredHinge(
        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double missed = Math.max(0, 1 - (double) t[i] * y[i]);
            sum += missed * missed;
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = -2 * t[i] * Math.max(0, 1 - t[i] * y[i]) / k;
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return MarginLosses.incompatibility("squared-hinge", output);
    }

    @Override
    public String incompatibility(Targets targets) {
        return MarginLosses.incompatibility("squared-hinge", targets);
    }
}
