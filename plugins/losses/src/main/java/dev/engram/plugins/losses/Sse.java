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
 * y are the outputs of one example, t its targets. With the factor 1/2 the error of an identity output is exactly y
 * - t. The value grows with the number of outputs; that of mse does not. With a sigmoid or softmax output, the error
 * at the pre-activation vanishes where the unit is confidently wrong; that of cross-entropy does not.
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
