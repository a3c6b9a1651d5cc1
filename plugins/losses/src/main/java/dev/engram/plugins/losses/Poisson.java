package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * Poisson negative log-likelihood: the outputs are rates, the targets counts. The term ln t!, which does not depend
 * on the outputs, is omitted.
 *
 * <pre>
 *   E = sum_k y_k - t_k ln y_k,  y = exp(a)
 *     = sum_k exp(a_k) - t_k a_k
 *   dE/da_k = y_k - t_k        (with reduction mean: divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, a their pre-activations, t its targets, at least 0. Computed from the
 * pre-activations. The value may be negative. Where a rule needs the gradient at outputs that do not come from
 * pre-activations, it is 1 - t_k/y_k, which is unbounded as y_k goes to 0.
 *
 * <p>The output layer has to be exp. For a linear output layer use poisson-with-log-rates.
 *
 * <p>McCullagh and Nelder 1989, Generalized linear models.
 */
@Component("poisson")
public record Poisson(
        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += y[i] - (t[i] == 0 ? 0 : t[i] * StrictMath.log(y[i]));
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = (t[i] == 0 ? 1 : 1 - t[i] / y[i]) / k;
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.EXP
                ? null
                : "poisson takes the outputs as rates, so they have to be positive; set the last layer's activation to"
                        + " exp, or keep it at identity and use poisson-with-log-rates";
    }

    @Override
    public String incompatibility(Targets targets) {
        return CountTargets.incompatibility("poisson", targets);
    }

    @Override
    public Fused fuse(OutputFunction output) {
        if (output != OutputFunction.EXP) {
            return null;
        }
        return reduction == Reduction.SUM ? FromPreActivation.SUM : FromPreActivation.MEAN;
    }

    private enum FromPreActivation implements Fused {
        SUM(Reduction.SUM),
        MEAN(Reduction.MEAN);

        private final Reduction reduction;

        FromPreActivation(Reduction reduction) {
            this.reduction = reduction;
        }

        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += y[i] - (double) t[i] * a[i];
            }
            return sum / reduction.over(to - from);
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            float k = reduction.over(to - from);
            for (int i = from; i < to; i++) {
                out[i] = (y[i] - t[i]) / k;
            }
        }
    }
}
