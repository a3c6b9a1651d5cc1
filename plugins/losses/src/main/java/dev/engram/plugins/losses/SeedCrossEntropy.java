package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * Cross-entropy with a small constant inside the logarithm, as in many textbook programs, which avoids ln 0.
 *
 * <pre>
 *   E = -sum_k t_k ln(y_k + floor)        dE/dy_k = -t_k / (y_k + floor)
 * </pre>
 *
 * y are the outputs of one example as probabilities (softmax or sigmoid), t its targets; ln is the natural
 * logarithm. Outputs with target 0 do not count. It is provided for comparison with cross-entropy: the floor biases
 * the value by -floor/y (so the minimum is about -floor). A confidently wrong example costs at most -ln(floor) =
 * 16.118 and has no error, because with a softmax output the error is (y - t) y_c/(y_c + floor), where c is the
 * right class. The error is always computed with the Jacobian of the activation. Programs of this kind sum over the
 * batch; here, as with every loss, the batch counts with its mean: multiply their learning rate by the batch size.
 */
@Component("seed-cross-entropy")
public record SeedCrossEntropy(
        @Hyper(value = "1e-7", range = "(0,1)", doc = "constant added to each probability inside the logarithm")
        float floor)
        implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (t[i] != 0) {
                sum -= t[i] * StrictMath.log((double) y[i] + floor);
            }
        }
        return sum;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float f = floor;
        for (int i = from; i < to; i++) {
            out[i] = -t[i] / (y[i] + f);
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.SOFTMAX || output == OutputFunction.SIGMOID
                ? null
                : "seed-cross-entropy takes the logarithm of the outputs, so they have to be probabilities; set the"
                        + " last layer's activation to softmax or sigmoid";
    }

    @Override
    public String incompatibility(Targets targets) {
        return SoftmaxCrossEntropy.incompatibility("seed-cross-entropy", targets);
    }
}
