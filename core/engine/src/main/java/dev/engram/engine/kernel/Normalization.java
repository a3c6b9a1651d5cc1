package dev.engram.engine.kernel;

import dev.engram.spi.Maths;
import java.util.Arrays;

/**
 * The loops of batch, group and layer normalization. A batch is {@code n x channels x positions}: of one channel, the
 * positions of an example are contiguous. For features, positions is 1; for group and layer normalization, a "channel"
 * is a group, and its "positions" are all numbers of the group.
 *
 * <p>Sums over the positions of an example have 16 partial sums by the position modulo 16, each of which starts at -0,
 * which are then added in halves (s[l] + s[l + 8], then + 4, + 2, + 1). These sums are floats. The sums of the
 * examples are added as doubles, in increasing n.
 */
public final class Normalization {
    private Normalization() {}

    /** {@code sums[c] = sum of x[n,c,p]}. */
    public static void sums(int n, int channels, int positions, float[] x, int xo, double[] sums) {
        Arrays.fill(sums, 0, channels, 0);
        for (int r = 0, from = xo; r < n; r++) {
            for (int c = 0; c < channels; c++, from += positions) {
                sums[c] += PositionSums.sum(x, from, positions);
            }
        }
    }

    /** {@code sums[c] = sum of (x[n,c,p] - mean[c])^2}, by fma. */
    public static void squares(int n, int channels, int positions, float[] x, int xo, float[] mean, double[] sums) {
        Arrays.fill(sums, 0, channels, 0);
        for (int r = 0, from = xo; r < n; r++) {
            for (int c = 0; c < channels; c++, from += positions) {
                sums[c] += PositionSums.squares(x, from, positions, mean[c]);
            }
        }
    }

    /** {@code sums[c] = sum of x[n,c,p] * y[n,c,p]}, by fma. */
    public static void products(
            int n, int channels, int positions, float[] x, int xo, float[] y, int yo, double[] sums) {
        Arrays.fill(sums, 0, channels, 0);
        for (int r = 0, at = 0; r < n; r++) {
            for (int c = 0; c < channels; c++, at += positions) {
                sums[c] += PositionSums.products(x, xo + at, y, yo + at, positions);
            }
        }
    }

    /** {@code out[n,c,p] = (x[n,c,p] - mean[c]) * factor[c]}; out may be x. */
    public static void standardize(
            int n, int channels, int positions, float[] x, int xo, float[] mean, float[] factor, float[] out, int oo) {
        for (int r = 0, at = 0; r < n; r++) {
            for (int c = 0; c < channels; c++) {
                for (int to = at + positions; at < to; at++) {
                    out[oo + at] = (x[xo + at] - mean[c]) * factor[c];
                }
            }
        }
    }

    /** {@code out[n,c,p] = fma(factor[fo + c], x[n,c,p], shift[so + c])}; out may be x. */
    public static void affine(
            int n,
            int channels,
            int positions,
            float[] x,
            int xo,
            float[] factor,
            int fo,
            float[] shift,
            int so,
            float[] out,
            int oo) {
        for (int r = 0, at = 0; r < n; r++) {
            for (int c = 0; c < channels; c++) {
                for (int to = at + positions; at < to; at++) {
                    out[oo + at] = Maths.fma(factor[fo + c], x[xo + at], shift[so + c]);
                }
            }
        }
    }

    /**
     * {@code out[n,c,p] = factor[c] * fma(-slope[c], h[n,c,p], d[n,c,p] - mean[c])}: the gradient through a
     * normalization, and its forward derivative, for standardized numbers h; out may be d.
     */
    public static void project(
            int n,
            int channels,
            int positions,
            float[] d,
            int offset,
            float[] h,
            int ho,
            float[] mean,
            float[] slope,
            float[] factor,
            float[] out,
            int oo) {
        for (int r = 0, at = 0; r < n; r++) {
            for (int c = 0; c < channels; c++) {
                for (int to = at + positions; at < to; at++) {
                    out[oo + at] = factor[c] * Maths.fma(-slope[c], h[ho + at], d[offset + at] - mean[c]);
                }
            }
        }
    }
}
