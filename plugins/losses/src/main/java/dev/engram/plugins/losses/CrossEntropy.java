package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * Categorical cross-entropy of a softmax output, in nats: the negative log-likelihood of the right class.
 *
 * <pre>
 *   E = -sum_k t_k ln y_k,  y = softmax(a)
 *     = sum_k t_k (m - a_k) - (sum_k t_k) ln max_k y_k,  m = max_k a_k
 *   dE/da_k = y_k sum_j t_j - t_k        (y - t for targets with sum 1)
 * </pre>
 *
 * y are the outputs of one example, a their pre-activations, t its targets: one-hot, or any distribution. Computed
 * from the pre-activations, so that nothing overflows: a confidently wrong example costs m - a_c and still has its
 * full error. The error is exact; the value has an absolute error of about 1e-7. Where a rule needs the gradient at
 * outputs that do not come from pre-activations, it is -t_k/y_k, which is unbounded as y_k goes to 0.
 *
 * <p>This is also the sparse cross-entropy: data sets give the number of a class, the engine codes it as one-hot,
 * and the loss becomes logsumexp(a) - a_c. With smoothed targets it is label-smoothing-cross-entropy; minus the
 * entropy of the targets it is kl-divergence.
 *
 * <p>The output layer has to be softmax. For a linear output layer use cross-entropy-with-logits; seed-cross-entropy
 * adds a constant inside the logarithm.
 *
 * <p>Bridle 1990, Probabilistic interpretation of feedforward classification network outputs.
 */
@Component("cross-entropy")
public record CrossEntropy() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (t[i] != 0) {
                sum -= t[i] * StrictMath.log(y[i]);
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
                : "cross-entropy compares distributions, so it follows a softmax output; set the last layer's"
                        + " activation to softmax, or keep it at identity and use cross-entropy-with-logits (or"
                        + " seed-cross-entropy after sigmoid)";
    }

    @Override
    public String incompatibility(Targets targets) {
        return SoftmaxCrossEntropy.incompatibility("cross-entropy", targets);
    }

    @Override
    public Fused fuse(OutputFunction output) {
        return output == OutputFunction.SOFTMAX ? FromPreActivation.SOFTMAX : null;
    }

    private enum FromPreActivation implements Fused {
        SOFTMAX;

        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            int max = Maths.toSortableInt(a[from]);
            int most = Float.floatToRawIntBits(y[from]);
            for (int i = from + 1; i < to; i++) {
                max = Math.max(max, Maths.toSortableInt(a[i]));
                most = Math.max(most, Float.floatToRawIntBits(y[i])); // y is never negative
            }
            return SoftmaxCrossEntropy.value(
                    a, t, from, to, Maths.fromSortableInt(max), -Maths.log(Float.intBitsToFloat(most)));
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            float total = (float) SoftmaxCrossEntropy.sumOfTargets(t, from, to);
            for (int i = from; i < to; i++) {
                out[i] = y[i] * total - t[i];
            }
        }

        /** One loop over all examples as if the sum of their targets were 1, then again those for which it is not. */
        @Override
        public void gradients(float[] a, float[] y, float[] t, float[] out, int rows, int cols) {
            for (int i = 0, n = rows * cols; i < n; i++) {
                out[i] = y[i] - t[i];
            }
            for (int from = 0, n = rows * cols; from < n; from += cols) {
                if ((float) SoftmaxCrossEntropy.sum(t, from, from + cols) != 1) {
                    gradient(a, y, t, out, from, from + cols);
                }
            }
        }
    }
}
