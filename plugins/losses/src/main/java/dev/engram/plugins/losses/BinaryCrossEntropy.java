package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/**
 * Binary cross-entropy of a sigmoid output, in nats: each output is an independent yes or no.
 *
 * <pre>
 *   E = -sum_k (t_k ln y_k + (1 - t_k) ln(1 - y_k)),  y = sigmoid(a)
 *     = sum_k (max(a_k, 0) - a_k t_k + ln(1 + exp(-|a_k|)))
 *   dE/da_k = y_k - t_k        (with reduction mean: all divided by the number of outputs)
 * </pre>
 *
 * y are the outputs of one example, a their pre-activations, t its targets between 0 and 1 (coding binary or
 * one-hot). Computed from the pre-activations (BCE with logits in other libraries), so that nothing overflows and a
 * confidently wrong unit still learns: a = -1000 costs 1000 where 1 is right, with error -1. Where a rule needs the
 * value and the gradient at outputs that do not come from pre-activations, they are -ln y_k (or -ln(1 - y_k)) and
 * (y_k - t_k)/(y_k (1 - y_k)). There, y_k, 1 - y_k and their product have a lower bound of 1e-7, so that a saturated
 * wrong unit costs 16.118.
 *
 * <p>The output layer has to be sigmoid with gain 1 and shift 0.
 *
 * <p>Cox 1958, The regression analysis of binary sequences.
 */
@Component("binary-cross-entropy")
public record BinaryCrossEntropy(
        @Hyper(value = "sum", doc = Reduction.DOC) Reduction reduction) implements LossFunction {
    /** Lower bound of a probability: about the distance between neighbouring floats just below 1. */
    private static final float FLOOR = 1e-7f;

    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            // A term with weight 0 is omitted: 0 ln 0 = 0.
            sum -= t[i] == 0 ? 0 : t[i] * StrictMath.log(Math.max(y[i], FLOOR));
            sum -= t[i] == 1 ? 0 : (1 - t[i]) * StrictMath.log(Math.max(1 - (double) y[i], FLOOR));
        }
        return sum / reduction.over(to - from);
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        float k = reduction.over(to - from);
        for (int i = from; i < to; i++) {
            out[i] = y[i] == t[i] ? 0 : (y[i] - t[i]) / Math.max(y[i] * (1 - y[i]), FLOOR) / k;
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.SIGMOID
                ? null
                : "binary-cross-entropy needs each output to be a probability; set the last layer's activation to"
                        + " sigmoid with gain 1 and shift 0, or use cross-entropy after softmax";
    }

    @Override
    public String incompatibility(Targets targets) {
        return targets.signed()
                ? "binary-cross-entropy needs targets of 0 and 1, not of -1 and 1; use the coding binary or one-hot"
                : null;
    }

    @Override
    public Fused fuse(OutputFunction output) {
        if (output != OutputFunction.SIGMOID) {
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
                sum += Math.max(a[i], 0d) - (double) a[i] * t[i] + StrictMath.log1p(StrictMath.exp(-Math.abs(a[i])));
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
