package dev.engram.plugins.losses;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;

/**
 * Cosine distance between the outputs and the targets. It compares directions and ignores lengths.
 *
 * <pre>
 *   E = 1 - cos,  cos = y . t / (|y| |t|)
 *   dE/dy_k = -(t_k / (|y| |t|) - cos y_k / |y|^2)
 * </pre>
 *
 * y are the outputs of one example, t its targets; E is between 0 and 2. The gradient is orthogonal to y, so the
 * length of the outputs is not learned. Where y or t is all zeros, the direction is undefined: E is 1 and the
 * gradient 0.
 */
@Component("cosine-distance")
public record CosineDistance() implements LossFunction {
    private static double dot(float[] a, float[] b, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Returns |y| |t|. */
    private static double lengths(float[] y, float[] t, int from, int to) {
        return Math.sqrt(dot(y, y, from, to)) * Math.sqrt(dot(t, t, from, to));
    }

    @Override
    public double value(float[] y, float[] t, int from, int to) {
        double lengths = lengths(y, t, from, to);
        return lengths == 0 ? 1 : 1 - dot(y, t, from, to) / lengths;
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
        double lengths = lengths(y, t, from, to);
        double square = dot(y, y, from, to);
        double cos = lengths == 0 ? 0 : dot(y, t, from, to) / lengths;
        for (int i = from; i < to; i++) {
            out[i] = lengths == 0 ? 0 : (float) (cos * y[i] / square - t[i] / lengths);
        }
    }

    @Override
    public String incompatibility(Targets targets) {
        return targets.columns() > 1
                ? null
                : "cosine-distance compares directions, and a single output only has a sign; use mse or hinge";
    }
}
