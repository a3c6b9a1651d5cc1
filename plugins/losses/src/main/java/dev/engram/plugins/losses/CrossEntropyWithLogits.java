package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * Categorical cross-entropy of a linear output layer, whose outputs are logits: the softmax is part of the loss.
 *
 * <pre>
 *   E = (sum_k t_k) ln(sum_k exp y_k) - sum_k t_k y_k
 *   dE/dy_k = softmax(y)_k sum_j t_j - t_k
 * </pre>
 *
 * y are the outputs of one example, t its targets: one-hot, or any distribution. The largest output is subtracted
 * before exp, so nothing overflows. Value and error are those of cross-entropy after a softmax layer; the difference
 * is that the network's outputs are logits, of any size and sign. Adding a constant to all outputs changes nothing.
 *
 * <p>The activation of the output layer has to be identity.
 *
 * <p>Bridle 1990, Probabilistic interpretation of feedforward classification network outputs.
 */
@Component("cross-entropy-with-logits")
public record CrossEntropyWithLogits() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        int best = SoftmaxCrossEntropy.argmax(y, from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += StrictMath.exp((double) y[i] - y[best]);
        }
        return SoftmaxCrossEntropy.value(y, t, from, to, y[best], StrictMath.log(sum));
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float max = y[SoftmaxCrossEntropy.argmax(y, from, to)];
        for (int i = from; i < to; i++) {
            out[i] = Maths.exp(y[i] - max);
        }
        float scale = (float) (SoftmaxCrossEntropy.sumOfTargets(t, from, to) / SoftmaxCrossEntropy.sum(out, from, to));
        for (int i = from; i < to; i++) {
            out[i] = out[i] * scale - t[i];
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.IDENTITY
                ? null
                : "cross-entropy-with-logits includes the softmax, so it follows an identity output; set the last"
                        + " layer's activation to identity, or keep softmax there and use cross-entropy";
    }

    @Override
    public String incompatibility(Targets targets) {
        return SoftmaxCrossEntropy.incompatibility("cross-entropy-with-logits", targets);
    }
}
