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
    public static void sums(int n, int channels, int positions, float[] x, int xo, double[] sums, Workspace ws) {
        Arrays.fill(sums, 0, channels, 0);
        for (int r = 0, from = xo; r < n; r++) {
            if (positions == 1) {
                for (int c = 0; c < channels; c++) {
                    sums[c] += x[from + c];
                }
                from += channels;
                continue;
            }
            for (int c = 0; c < channels; c++, from += positions) {
                sums[c] += ws.sums().sum(x, from, positions);
            }
        }
    }

    /** {@code sums[c] = sum of (x[n,c,p] - mean[c])^2}, by fma. */
    public static void squares(
            int n, int channels, int positions, float[] x, int xo, float[] mean, double[] sums, Workspace ws) {
        Arrays.fill(sums, 0, channels, 0);
        for (int r = 0, from = xo; r < n; r++) {
            if (positions == 1) {
                for (int c = 0; c < channels; c++) {
                    float e = x[from + c] - mean[c];
                    sums[c] += e * e;
                }
                from += channels;
                continue;
            }
            for (int c = 0; c < channels; c++, from += positions) {
                sums[c] += ws.sums().squares(x, from, positions, mean[c]);
            }
        }
    }

    /** {@code sums[c] = sum of x[n,c,p] * y[n,c,p]}, by fma. */
    public static void products(
            int n, int channels, int positions, float[] x, int xo, float[] y, int yo, double[] sums, Workspace ws) {
        Arrays.fill(sums, 0, channels, 0);
        for (int r = 0, at = 0; r < n; r++) {
            if (positions == 1) {
                for (int c = 0; c < channels; c++) {
                    sums[c] += x[xo + at + c] * y[yo + at + c];
                }
                at += channels;
                continue;
            }
            for (int c = 0; c < channels; c++, at += positions) {
                sums[c] += ws.sums().products(x, xo + at, y, yo + at, positions);
            }
        }
    }

    /** {@code out[n,c,p] = (x[n,c,p] - mean[c]) * factor[c]}; out may be x. */
    public static void standardize(
            int n, int channels, int positions, float[] x, int xo, float[] mean, float[] factor, float[] out, int oo) {
        for (int r = 0, at = 0; r < n; r++) {
            if (positions == 1) {
                for (int c = 0; c < channels; c++) {
                    out[oo + at + c] = (x[xo + at + c] - mean[c]) * factor[c];
                }
                at += channels;
                continue;
            }
            for (int c = 0; c < channels; c++, at += positions) {
                standardize(positions, x, xo + at, mean[c], factor[c], out, oo + at);
            }
        }
    }

    private static void standardize(int n, float[] x, int xo, float mean, float factor, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = (x[xo + i] - mean) * factor;
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
            if (positions == 1) {
                for (int c = 0; c < channels; c++) {
                    out[oo + at + c] = Maths.fma(factor[fo + c], x[xo + at + c], shift[so + c]);
                }
                at += channels;
                continue;
            }
            for (int c = 0; c < channels; c++, at += positions) {
                affine(positions, x, xo + at, factor[fo + c], shift[so + c], out, oo + at);
            }
        }
    }

    private static void affine(int n, float[] x, int xo, float factor, float shift, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.fma(factor, x[xo + i], shift);
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
            if (positions == 1) {
                for (int c = 0; c < channels; c++) {
                    float e = d[offset + at + c] - mean[c];
                    out[oo + at + c] = factor[c] * Maths.fma(-slope[c], h[ho + at + c], e);
                }
                at += channels;
                continue;
            }
            for (int c = 0; c < channels; c++, at += positions) {
                project(positions, d, offset + at, h, ho + at, mean[c], -slope[c], factor[c], out, oo + at);
            }
        }
    }

    private static void project(
            int n,
            float[] d,
            int offset,
            float[] h,
            int ho,
            float mean,
            float slope,
            float factor,
            float[] out,
            int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = factor * Maths.fma(slope, h[ho + i], d[offset + i] - mean);
        }
    }
}
