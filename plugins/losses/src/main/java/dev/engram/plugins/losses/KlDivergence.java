package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * The Kullback-Leibler divergence of a softmax output from a target distribution, in nats.
 *
 * <pre>
 *   E = sum_k t_k (ln t_k - ln y_k),  y = softmax(a),  0 ln 0 = 0
 *   dE/da_k = y_k sum_j t_j - t_k        (y - t for targets with sum 1)
 * </pre>
 *
 * y are the outputs of one example, a their pre-activations, t its targets: numbers from 0 to 1 with sum 1, such as
 * the outputs of another network, or one-hot classes. It is cross-entropy minus the entropy of the targets, so the
 * error is the same and the minimum is 0. Computed from the pre-activations.
 *
 * <p>The output layer has to be softmax.
 *
 * <p>Kullback and Leibler 1951, On information and sufficiency.
 */
@Component("kl-divergence")
public record KlDivergence() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (t[i] != 0) {
                sum += t[i] * (StrictMath.log(t[i]) - StrictMath.log(y[i]));
            }
        }
        return sum;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = t[i] == 0 ? 0 : -t[i] / y[i];
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.SOFTMAX
                ? null
                : "kl-divergence compares distributions, so it follows a softmax output; set the last layer's"
                        + " activation to softmax";
    }

    @Override
    public String incompatibility(Targets targets) {
        if (targets.signed()) {
            return "kl-divergence needs targets of 0 and 1, not of -1 and 1; use the coding one-hot";
        }
        return targets.columns() > 1
                ? null
                : "kl-divergence compares distributions, but one column of targets is not one; use the coding one-hot"
                        + " or another loss";
    }

    @Override
    public Fused fuse(OutputFunction output) {
        return output == OutputFunction.SOFTMAX ? FromPreActivation.SOFTMAX : null;
    }

    private enum FromPreActivation implements Fused {
        SOFTMAX;

        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            int best = SoftmaxCrossEntropy.argmax(a, from, to);
            double excess = -Maths.log(y[best]);
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (t[i] != 0) {
                    sum += t[i] * (StrictMath.log(t[i]) + (double) a[best] - a[i] + excess);
                }
            }
            return sum;
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            float total = (float) SoftmaxCrossEntropy.sumOfTargets(t, from, to);
            for (int i = from; i < to; i++) {
                out[i] = y[i] * total - t[i];
            }
        }
    }
}
