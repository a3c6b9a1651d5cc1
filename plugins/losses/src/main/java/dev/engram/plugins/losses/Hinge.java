package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * The hinge loss of support vector machines: penalises outputs that are not on the right side of 0 with a margin of
 * 1.
 *
 * <pre>
 *   E = sum_k max(0, 1 - t_k y_k),  t_k = -1 or 1
 *   dE/dy_k = -t_k where t_k y_k < 1, else 0        (with reduction mean: divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, as scores of any size; t its targets (coding: signed). At the kink t y = 1 the
 * gradient is 0. With several classes it is one against the rest; multi-class-hinge compares classes with each
 * other.
 *
 * <p>The output layer has to be identity, or another function with both signs.
 *
 * <p>Cortes and Vapnik 1995, Support-vector networks.
 */
@Component("hinge")
public record Hinge(
        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.max(0, 1 - (double) t[i] * y[i]);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = t[i] * y[i] < 1 ? -t[i] / k : 0;
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return MarginLosses.incompatibility("hinge", output);
    }

    @Override
    public String incompatibility(Targets targets) {
        return MarginLosses.incompatibility("hinge", targets);
    }
}
