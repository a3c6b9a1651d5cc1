package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * The focal loss: binary cross-entropy that down-weights examples that are already classified well, so that many
 * easy examples do not dominate a few hard ones.
 *
 * <pre>
 *   E = sum_k t_k F(y_k, alpha) + (1 - t_k) F(1 - y_k, 1 - alpha),  F(p, w) = -w (1 - p)^gamma ln p,  y = sigmoid(a)
 *   dE/da_k = t_k G(y_k, alpha) - (1 - t_k) G(1 - y_k, 1 - alpha),  G(p, w) = w (1 - p)^gamma (gamma p ln p + p - 1)
 *   (with reduction mean: divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, a their pre-activations, t its targets between 0 and 1 (coding binary or
 * one-hot). With gamma 0 and alpha -1 (no weights) it is binary-cross-entropy. Computed from the pre-activations, so
 * that nothing overflows.
 *
 * <p>The output layer has to be sigmoid with gain 1 and shift 0.
 *
 * <p>Lin, Goyal, Girshick, He and Dollar 2017, Focal loss for dense object detection.
 */
@Component(value = "focal", version = 2)
public record Focal(
        @Hyper(value = "2", range = "[0,inf)", doc = "focusing parameter; larger: less weight for easy examples")
        float gamma,

        @Hyper(value = "0.25", range = "[-1,1]", doc = "weight of targets 1; targets 0 have 1 - alpha; -1: no weights")
        float alpha,

        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction)
        implements LossFunction {
    public Focal {
        if (alpha < 0 && alpha != -1) {
            throw new IncompatibleException(
                    "alpha of focal cannot be " + alpha + "; give a number from 0 to 1, or -1 for no weights");
        }
    }

    private double weight(boolean one) {
        if (alpha < 0) {
            return 1;
        }
        return one ? alpha : 1.0 - alpha;
    }

    /** Returns q^e from ln q, which may be -inf. The JDK's own pow creates arrays at each call. */
    private static double power(double lnQ, double e) {
        return e == 0 ? 1 : StrictMath.exp(e * lnQ);
    }

    /** Returns F from ln p and ln(1 - p). */
    private double loss(double lnP, double lnQ, boolean one) {
        return -weight(one) * power(lnQ, gamma) * lnP;
    }

    /** Returns dF/dp. */
    private double lossDerivative(double p, boolean one) {
        if (p == 1 && gamma > 0) {
            return 0; // the limit; for gamma below 1 the formula is infinity times 0
        }
        double lnQ = StrictMath.log(1 - p);
        double fading = gamma == 0 ? 0 : gamma * power(lnQ, gamma - 1) * StrictMath.log(p);
        return weight(one) * (fading - power(lnQ, gamma) / p);
    }

    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double yes = StrictMath.log(y[i]);
            double no = StrictMath.log(1 - (double) y[i]);
            // A term with weight 0 is omitted: 0 ln 0 = 0.
            sum += t[i] == 0 ? 0 : t[i] * loss(yes, no, true);
            sum += t[i] == 1 ? 0 : (1 - t[i]) * loss(no, yes, false);
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        double k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            double p = y[i];
            double derivative = t[i] == 0 ? 0 : t[i] * lossDerivative(p, true);
            derivative -= t[i] == 1 ? 0 : (1 - t[i]) * lossDerivative(1 - p, false);
            out[i] = (float) (derivative / k);
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.SIGMOID
                ? null
                : "focal needs each output to be a probability; set the last layer's activation to sigmoid with"
                        + " gain 1 and shift 0, or use cross-entropy after softmax";
    }

    @Override
    public String incompatibility(Targets targets) {
        return targets.signed()
                ? "focal needs targets of 0 and 1, not of -1 and 1; use the coding binary or one-hot"
                : null;
    }

    @Override
    public Fused fuse(OutputFunction output) {
        return output == OutputFunction.SIGMOID ? new FromPreActivation(this) : null;
    }

    private record FromPreActivation(Focal f) implements Fused {
        /** Returns ln sigmoid(a), accurate to the last digits even where it is tiny. */
        private static double ln(double a) {
            return Math.min(a, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
        }

        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double yes = ln(a[i]);
                double no = ln(-(double) a[i]);
                sum += t[i] * f.loss(yes, no, true) + (1 - t[i]) * f.loss(no, yes, false);
            }
            return sum / f.reduction.over(to - from);
        }

        /** Returns G from ln p and ln(1 - p). Avoids 1 - p, in which digits cancel. */
        private double error(double lnP, double lnQ, boolean one) {
            return f.weight(one) * power(lnQ, f.gamma) * (f.gamma * StrictMath.exp(lnP) * lnP - StrictMath.exp(lnQ));
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            double k = f.reduction.over(to - from);
            for (int i = from; i < to; i++) {
                double yes = ln(a[i]);
                double no = ln(-(double) a[i]);
                out[i] = (float) ((t[i] * error(yes, no, true) - (1 - t[i]) * error(no, yes, false)) / k);
            }
        }
    }
}
