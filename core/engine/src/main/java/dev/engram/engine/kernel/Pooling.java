package dev.engram.engine.kernel;

import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;

/** Pools of a batch of examples: maximum and average. Padding never takes part, except in the divisor of an average. */
public final class Pooling {
    /** Numbers that are cleared at a time, and stay in the first-level cache until something is added to them. */
    private static final int CLEARED = 1024;

    private Pooling() {}

    /**
     * The maximum of each window and its place. Among equal numbers the first in row-major order wins; a NaN wins
     * over every number, and the first NaN over the later ones.
     *
     * @param argmax for each output the place of its maximum in its channel: {@code row * width + column}
     */
    public static void max(
            PoolGeometry g, int batch, float[] x, int xo, float[] out, int oo, int[] argmax, int ao, Workspace ws) {
        VectorPooling vectors = ws.pooling();
        if (vectors != null) {
            vectors.max(g, batch, x, xo, out, oo, argmax, ao);
            return;
        }
        int size = g.rows().size() * g.cols().size();
        int p = g.positions();
        for (int m = 0; m < batch * g.channels(); m++) {
            for (int i = 0, to = m * p; i < g.rows().outputs(); i++) {
                for (int j = 0; j < g.cols().outputs(); j++, to++) {
                    int best = ScalarLoops.argmax(g, x, xo + m * size, i, j);
                    argmax[ao + to] = best;
                    out[oo + to] = x[xo + m * size + best];
                }
            }
        }
    }

    /** {@code dx[argmax] += d} in increasing position, from +0: the gradient of {@link #max}. */
    public static void maxGradient(
            PoolGeometry g, int batch, float[] d, int offset, int[] argmax, int ao, float[] dx, int dxo) {
        int size = g.rows().size() * g.cols().size();
        int p = g.positions();
        boolean separate = separate(g.rows()) && separate(g.cols());
        int maps = batch * g.channels();
        int some = Math.max(1, CLEARED / size);
        for (int first = 0; first < maps; first += some) {
            int end = Math.min(maps, first + some);
            Arrays.fill(dx, dxo + first * size, dxo + end * size, 0f);
            for (int m = first; m < end; m++) {
                if (separate) {
                    place(p, d, offset + m * p, argmax, ao + m * p, dx, dxo + m * size);
                } else {
                    add(p, d, offset + m * p, argmax, ao + m * p, dx, dxo + m * size);
                }
            }
        }
    }

    /** Returns whether no number is in two windows. */
    private static boolean separate(WindowAxis axis) {
        return axis.stride() > (axis.kernel() - 1) * axis.dilation();
    }

    private static void add(int n, float[] d, int offset, int[] argmax, int ao, float[] dx, int dxo) {
        for (int q = 0; q < n; q++) {
            dx[dxo + argmax[ao + q]] += d[offset + q];
        }
    }

    /** Adds to zeros, each of which gets at most one number. */
    private static void place(int n, float[] d, int offset, int[] argmax, int ao, float[] dx, int dxo) {
        for (int q = 0; q < n; q++) {
            dx[dxo + argmax[ao + q]] = 0f + d[offset + q];
        }
    }

    /** {@code out = x[argmax]}: the forward derivative of {@link #max} in the direction x. */
    public static void maxTangent(
            PoolGeometry g, int batch, float[] x, int xo, int[] argmax, int ao, float[] out, int oo) {
        int size = g.rows().size() * g.cols().size();
        int p = g.positions();
        for (int m = 0; m < batch * g.channels(); m++) {
            int map = xo + m * size;
            for (int q = m * p; q < (m + 1) * p; q++) {
                out[oo + q] = x[map + argmax[ao + q]];
            }
        }
    }

    /**
     * The sum of each window, in row-major order from +0, divided by the positions that the window covers. It is its
     * own forward derivative.
     *
     * @param countPadding whether the positions in the padding count (the default of PyTorch), but not those behind it
     */
    public static void average(
            PoolGeometry g, boolean countPadding, int batch, float[] x, int xo, float[] out, int oo) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int size = rows.size() * cols.size();
        for (int m = 0, to = oo; m < batch * g.channels(); m++) {
            for (int i = 0; i < rows.outputs(); i++) {
                for (int j = 0; j < cols.outputs(); j++, to++) {
                    out[to] = sum(g, x, xo + m * size, i, j) / divisor(g, countPadding, i, j);
                }
            }
        }
    }

    private static float sum(PoolGeometry g, float[] x, int map, int i, int j) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        float sum = 0;
        for (int u = 0; u < rows.kernel(); u++) {
            int r = rows.position(i, u);
            for (int v = 0; v < cols.kernel(); v++) {
                int q = cols.position(j, v);
                if (rows.contains(r) && cols.contains(q)) {
                    sum += x[map + r * cols.size() + q];
                }
            }
        }
        return sum;
    }

    private static float divisor(PoolGeometry g, boolean countPadding, int i, int j) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        return countPadding ? (float) covered(rows, i) * covered(cols, j) : (float) real(rows, i) * real(cols, j);
    }

    /** Returns how many positions of a window are in the map or in its padding. */
    private static int covered(WindowAxis axis, int window) {
        int n = 0;
        for (int u = 0; u < axis.kernel(); u++) {
            n += axis.position(window, u) < axis.size() + axis.after() ? 1 : 0;
        }
        return n;
    }

    /** Returns how many positions of a window are in the map. */
    private static int real(WindowAxis axis, int window) {
        int n = 0;
        for (int u = 0; u < axis.kernel(); u++) {
            n += axis.contains(axis.position(window, u)) ? 1 : 0;
        }
        return n;
    }

    /** {@code dx += d / divisor} for each position of each window, in increasing output position, from +0. */
    public static void averageGradient(
            PoolGeometry g, boolean countPadding, int batch, float[] d, int offset, float[] dx, int dxo) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int size = rows.size() * cols.size();
        for (int m = 0, from = offset; m < batch * g.channels(); m++) {
            Arrays.fill(dx, dxo + m * size, dxo + (m + 1) * size, 0f);
            for (int i = 0; i < rows.outputs(); i++) {
                for (int j = 0; j < cols.outputs(); j++, from++) {
                    spread(g, d[from] / divisor(g, countPadding, i, j), i, j, dx, dxo + m * size);
                }
            }
        }
    }

    private static void spread(PoolGeometry g, float share, int i, int j, float[] dx, int map) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        for (int u = 0; u < rows.kernel(); u++) {
            int r = rows.position(i, u);
            for (int v = 0; v < cols.kernel(); v++) {
                int q = cols.position(j, v);
                if (rows.contains(r) && cols.contains(q)) {
                    dx[map + r * cols.size() + q] += share;
                }
            }
        }
    }

    /** The mean over the positions of each channel: their sum as in {@link Normalization#sums}, divided. */
    public static void globalAverage(int maps, int positions, float[] x, int xo, float[] out, int oo, Workspace ws) {
        for (int m = 0; m < maps; m++) {
            out[oo + m] = ws.sums().sum(x, xo + m * positions, positions) / positions;
        }
    }

    /** {@code dx = d / positions} at each position: the gradient of {@link #globalAverage}. */
    public static void globalAverageGradient(int maps, int positions, float[] d, int offset, float[] dx, int dxo) {
        for (int m = 0; m < maps; m++) {
            Arrays.fill(dx, dxo + m * positions, dxo + (m + 1) * positions, d[offset + m] / positions);
        }
    }
}
