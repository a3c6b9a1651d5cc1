package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;

/**
 * Half the sum of squared errors over the outputs: the loss of the delta rule and of regression.
 *
 * <pre>
 *   E = 1/2 sum_k (y_k - t_k)^2        dE/dy_k = y_k - t_k
 * </pre>
 *
 * y are the outputs of one example, t its targets. The half makes the error signal of an identity output
 * exactly y - t. It grows with the number of outputs; mse does not. With a sigmoid or softmax output its
 * error at the pre-activation vanishes where the unit is confidently wrong; cross-entropy's does not.
 */
@Component("sse")
public record Sse() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        return SquaredError.sum(y, t, from, to) / 2;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = y[i] - t[i];
        }
    }
}
