package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * The perceptron loss: the distance of an output from 0 if it is on the wrong side; correct answers cost nothing,
 * whatever their margin.
 *
 * <pre>
 *   E = sum_k max(0, -t_k y_k),  t_k = -1 or 1
 *   dE/dy_k = -t_k where t_k y_k < 0, else 0        (with reduction mean: divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, as scores of any size; t its targets (coding: signed). With one layer, a batch
 * of 1 and plain gradient descent it is the perceptron learning rule, except for outputs of exactly 0: the rule
 * corrects them, this loss does not. Initial weights must therefore not all be 0. hinge also requires a margin.
 *
 * <p>The output layer has to be identity, or another function with both signs.
 *
 * <p>Rosenblatt 1958, The perceptron.
 */
@Component("perceptron")
public record Perceptron(
        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.max(0, -(double) t[i] * y[i]);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = t[i] * y[i] < 0 ? -t[i] / k : 0;
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return MarginLosses.incompatibility("perceptron", output);
    }

    @Override
    public String incompatibility(Targets targets) {
        return MarginLosses.incompatibility("perceptron", targets);
    }
}
