package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * The multi-class hinge loss (Weston and Watkins): the score of the right class has to exceed all others by a margin
 * of 1.
 *
 * <pre>
 *   E = 1/K sum_{j != c} max(0, 1 - y_c + y_j)
 *   dE/dy_j = 1/K for each j that misses the margin, else 0;  dE/dy_c = -(their number)/K
 *   (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the outputs of one example, one score for each of the K classes; c is the right class (coding: one-hot or
 * signed), the largest of the targets. At the kink, a margin of exactly 1, the gradient is 0. The original has the
 * sum; PyTorch's MultiMarginLoss has the 1/K.
 *
 * <p>The output layer has to be identity, or another function with both signs.
 *
 * <p>Weston and Watkins 1999, Support vector machines for multi-class pattern recognition.
 */
@Component("multi-class-hinge")
public record MultiClassHinge(
        @Hyper(value = "mean", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        int right = SoftmaxCrossEntropy.argmax(t, from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += i == right ? 0 : Math.max(0, 1 - (double) y[right] + y[i]);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        int right = SoftmaxCrossEntropy.argmax(t, from, to);
        float k = reduction.over(to - from);
        int missed = 0;
        for (int i = from; i < to; i++) {
            boolean active = i != right && 1 - (double) y[right] + y[i] > 0;
            out[i] = active ? 1 / k : 0;
            missed += active ? 1 : 0;
        }
        out[right] = -missed / k;
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return MarginLosses.incompatibility("multi-class-hinge", output);
    }

    @Override
    public String incompatibility(Targets targets) {
        return targets.classes() && targets.columns() > 1
                ? null
                : "multi-class-hinge needs classes with one output for each; use "
                        + (targets.classes() ? "the coding one-hot, or hinge" : "mae or mse for numbers");
    }
}
