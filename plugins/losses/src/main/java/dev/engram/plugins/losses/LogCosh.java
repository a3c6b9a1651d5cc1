package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;

/**
 * The logarithm of the hyperbolic cosine: like huber, quadratic for small errors and linear for large ones, but
 * smooth.
 *
 * <pre>
 *   E = 1/K sum_k ln cosh d_k,  d = y - t,  ln cosh d = |d| + ln(1 + exp(-2|d|)) - ln 2
 *   dE/dy_k = tanh(d_k) / K        (with reduction sum: without the 1/K)
 * </pre>
 *
 * y are the K outputs of one example, t its targets. Near 0 it is about d^2/2, for large errors |d| - ln 2. The form
 * with |d| cannot overflow.
 */
@Component("log-cosh")
public record LogCosh(
        @Hyper(value = "mean", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    private static final double LN2 = StrictMath.log(2);

    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = Math.abs((double) y[i] - t[i]);
            sum += d + StrictMath.log1p(StrictMath.exp(-2 * d)) - LN2;
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = Maths.tanh(y[i] - t[i]) / k;
        }
    }
}
