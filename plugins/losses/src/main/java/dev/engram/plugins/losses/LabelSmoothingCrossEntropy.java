package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * Cross-entropy with label smoothing: a fraction of each target is spread evenly over all classes, which prevents
 * overconfident outputs.
 *
 * <pre>
 *   E = -sum_k s_k ln y_k,  y = softmax(a),  s_k = (1 - epsilon) t_k + epsilon/K
 *   dE/da_k = y_k sum_j s_j - s_k
 * </pre>
 *
 * y are the outputs of one example, a their pre-activations, t its targets: one-hot, over K classes. With epsilon 0
 * it is cross-entropy. The minimum is the entropy of s, not 0; there the right class has the probability 1 - epsilon
 * + epsilon/K. Computed from the pre-activations.
 *
 * <p>The output layer has to be softmax.
 *
 * <p>Szegedy, Vanhoucke, Ioffe, Shlens and Wojna 2016, Rethinking the Inception architecture for computer vision.
 */
@Component("label-smoothing-cross-entropy")
public record LabelSmoothingCrossEntropy(
        @Hyper(
                value = "0.1",
                range = "[0,1]",
                doc = "smoothing coefficient: fraction of the target spread over all classes")
        float epsilon)
        implements LossFunction {
    /** Returns s_k for t_k. */
    private float smooth(float target, int classes) {
        return (1 - epsilon) * target + epsilon / classes;
    }

    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            float s = smooth(t[i], to - from);
            sum -= s == 0 ? 0 : s * StrictMath.log(y[i]);
        }
        return sum;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            float s = smooth(t[i], to - from);
            out[i] = s == 0 ? 0 : -s / y[i];
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.SOFTMAX
                ? null
                : "label-smoothing-cross-entropy compares distributions, so it follows a softmax output; set the last"
                        + " layer's activation to softmax";
    }

    @Override
    public String incompatibility(Targets targets) {
        return SoftmaxCrossEntropy.incompatibility("label-smoothing-cross-entropy", targets);
    }

    @Override
    public Fused fuse(OutputFunction output) {
        return output == OutputFunction.SOFTMAX ? new FromPreActivation(this) : null;
    }

    private record FromPreActivation(LabelSmoothingCrossEntropy f) implements Fused {
        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            int best = SoftmaxCrossEntropy.argmax(a, from, to);
            double excess = -Maths.log(y[best]);
            double sum = 0;
            for (int i = from; i < to; i++) {
                float s = f.smooth(t[i], to - from);
                sum += s == 0 ? 0 : s * ((double) a[best] - a[i] + excess);
            }
            return sum;
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += f.smooth(t[i], to - from);
            }
            float total = (float) sum;
            for (int i = from; i < to; i++) {
                out[i] = y[i] * total - f.smooth(t[i], to - from);
            }
        }
    }
}
