package dev.engram.testkit.parts;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/** -sum t ln(softmax(a)), fused with the softmax. */
public record CrossEntropy() implements LossFunction {
    /** Keeps the logarithm of an underflowed probability finite. */
    private static final double FLOOR = 1e-30;

    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum -= t[i] * StrictMath.log(y[i] + FLOOR);
        }
        return sum;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (float) (-t[i] / (y[i] + FLOOR));
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return output == OutputFunction.SOFTMAX
                ? null
                : "needs probabilities; give the last layer the activation softmax";
    }

    @Override
    public String incompatibility(Targets targets) {
        return targets.classes() && !targets.signed() && targets.columns() > 1
                ? null
                : "needs one target for each class";
    }

    @Override
    public Fused fuse(OutputFunction output) {
        return output == OutputFunction.SOFTMAX ? new WithSoftmax() : null;
    }

    private record WithSoftmax() implements Fused {
        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            double max = Double.NEGATIVE_INFINITY, sum = 0, value = 0;
            for (int i = from; i < to; i++) {
                max = Math.max(max, a[i]);
            }
            for (int i = from; i < to; i++) {
                sum += StrictMath.exp(a[i] - max);
            }
            double log = max + StrictMath.log(sum);
            for (int i = from; i < to; i++) {
                value += t[i] * (log - a[i]);
            }
            return value;
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = y[i] - t[i];
            }
        }
    }
}
