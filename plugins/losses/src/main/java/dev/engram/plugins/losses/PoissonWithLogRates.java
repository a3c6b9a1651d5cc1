package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * Poisson negative log-likelihood of a linear output layer, whose outputs are logarithms of rates: exp is part of
 * the loss.
 *
 * <pre>
 *   E = sum_k exp(y_k) - t_k y_k
 *   dE/dy_k = exp(y_k) - t_k        (with reduction mean: divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, t its targets: counts, at least 0. Value and error are those of poisson after an
 * exp layer; the difference is that the network's outputs are logarithms, so that metrics which compare them with
 * the targets are not meaningful. The value may be negative, because ln t! is omitted.
 *
 * <p>The activation of the output layer has to be identity.
 *
 * <p>McCullagh and Nelder 1989, Generalized linear models.
 */
@Component("poisson-with-log-rates")
public record PoissonWithLogRates(
        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += StrictMath.exp(y[i]) - (double) t[i] * y[i];
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = (Maths.exp(y[i]) - t[i]) / k;
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.IDENTITY
                ? null
                : "poisson-with-log-rates includes exp, so it follows an identity output; set the last layer's"
                        + " activation to identity, or to exp and use poisson";
    }

    @Override
    public String incompatibility(Targets targets) {
        return CountTargets.incompatibility("poisson-with-log-rates", targets);
    }
}
