package dev.engram.testkit.parts;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/** 1/2 sum (y - t)^2 */
public record SumOfSquares() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = (double) y[i] - t[i];
            sum += d * d;
        }
        return sum / 2;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = y[i] - t[i];
        }
    }

    @Override
    public String incompatibility(OutputFunction output) {
        return null;
    }
}
