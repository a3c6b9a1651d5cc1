package dev.engram.engine.kernel;

import dev.engram.spi.Maths;
import java.util.Arrays;

/**
 * Sums over a range of an array with a fixed order: 16 partial sums by the place modulo 16, each of which starts at -0
 * (which changes no number that is added to it), are added in halves: s[l] + s[l + 8], then + 4, + 2, + 1.
 */
final class PositionSums {
    /** The number of partial sums. It determines the results, so it must never change. */
    static final int WIDTH = 16;

    private PositionSums() {}

    /** The sum of x[i]. */
    static float sum(float[] x, int from, int n) {
        if (n == 1) {
            return x[from];
        }
        float[] s = new float[WIDTH];
        Arrays.fill(s, -0f);
        for (int i = 0; i < n; i++) {
            s[i % WIDTH] += x[from + i];
        }
        return tree(s);
    }

    /** The sum of the squares of x[i] - mean, by fma. */
    static float squares(float[] x, int from, int n, float mean) {
        float[] s = new float[WIDTH];
        Arrays.fill(s, -0f);
        for (int i = 0; i < n; i++) {
            float e = x[from + i] - mean;
            s[i % WIDTH] = Maths.fma(e, e, s[i % WIDTH]);
        }
        return tree(s);
    }

    /** The sum of x[i] * y[i], by fma. */
    static float products(float[] x, int from, float[] y, int yo, int n) {
        float[] s = new float[WIDTH];
        Arrays.fill(s, -0f);
        for (int i = 0; i < n; i++) {
            s[i % WIDTH] = Maths.fma(x[from + i], y[yo + i], s[i % WIDTH]);
        }
        return tree(s);
    }

    private static float tree(float[] s) {
        for (int half = WIDTH / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                s[l] += s[l + half];
            }
        }
        return s[0];
    }
}
