package dev.engram.engine.kernel;

import dev.engram.spi.Maths;
import java.util.Arrays;

/**
 * Convolutions of a batch of examples. All functions equal short loops bit for bit; padding is made of positions whose
 * value is +0 and which take part like all others. A NaN in the weights therefore reaches the borders.
 */
public final class Convolution {
    private Convolution() {}

    /**
     * {@code out[n,o,i,j]} starts at bias[o] (+0 without bias), then {@code fma(w[o,c,u,v], x[n,c,i',j'], out)} with
     * the positions i' and j' of the window, in increasing (c, u, v); c runs through the channels of the group of o.
     */
    public static void forward(
            ConvGeometry g,
            int batch,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] out,
            int oo,
            Workspace ws) {
        int k = g.patch();
        int p = g.positions();
        int perGroup = g.outChannels() / g.groups();
        float[] patch = new float[k];
        for (int n = 0; n < batch; n++) {
            for (int group = 0; group < g.groups(); group++) {
                for (int q = 0; q < p; q++) {
                    patch(g, group, x, xo + n * g.inputs(), q, patch);
                    for (int o = group * perGroup; o < (group + 1) * perGroup; o++) {
                        float sum = bias == null ? 0f : bias[biasOff + o];
                        for (int t = 0; t < k; t++) {
                            sum = Maths.fma(w[wo + o * k + t], patch[t], sum);
                        }
                        out[oo + n * g.outputs() + o * p + q] = sum;
                    }
                }
            }
        }
    }

    private static void patch(ConvGeometry g, int group, float[] x, int xo, int position, float[] patch) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int perGroup = g.channels() / g.groups();
        int t = 0;
        for (int c = group * perGroup; c < (group + 1) * perGroup; c++) {
            for (int u = 0; u < rows.kernel(); u++) {
                int r = rows.position(position / cols.outputs(), u);
                for (int v = 0; v < cols.kernel(); v++) {
                    int q = cols.position(position % cols.outputs(), v);
                    patch[t++] =
                            rows.contains(r) && cols.contains(q) ? x[xo + (c * rows.size() + r) * cols.size() + q] : 0f;
                }
            }
        }
    }

    /**
     * The input gradient of {@link #forward} for output gradients d, which is also a transposed convolution of d.
     * {@code dx[n,c,r,q]} starts at bias[c] (+0 without bias), then {@code fma(w[o,c,u,v], d[n,o,i,j], dx)} in
     * increasing (o, u, v) for the outputs (i, j) whose window has its element (u, v) at (r, q). Outside the output, d
     * is +0: i and j may be any integers. If there is only one output position, nothing outside it takes part, as in a
     * dense layer.
     */
    public static void inputGradient(
            ConvGeometry g,
            int batch,
            float[] d,
            int offset,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] dx,
            int dxo,
            Workspace ws) {
        int size = g.rows().size() * g.cols().size();
        for (int n = 0; n < batch; n++) {
            for (int c = 0; c < g.channels(); c++) {
                int to = dxo + n * g.inputs() + c * size;
                Arrays.fill(dx, to, to + size, bias == null ? 0f : bias[biasOff + c]);
                inputGradient(g, c, d, offset + n * g.outputs(), w, wo, dx, to);
            }
        }
    }

    private static void inputGradient(
            ConvGeometry g, int c, float[] d, int offset, float[] w, int wo, float[] dx, int to) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int inGroup = g.channels() / g.groups();
        int outGroup = g.outChannels() / g.groups();
        int first = c / inGroup * outGroup;
        for (int o = first; o < first + outGroup; o++) {
            for (int u = 0; u < rows.kernel(); u++) {
                for (int v = 0; v < cols.kernel(); v++) {
                    float weight = w[wo + ((o * inGroup + c % inGroup) * rows.kernel() + u) * cols.kernel() + v];
                    tap(g, u, v, weight, d, offset + o * g.positions(), dx, to);
                }
            }
        }
    }

    private static void tap(ConvGeometry g, int u, int v, float weight, float[] d, int offset, float[] dx, int to) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        for (int r = 0; r < rows.size(); r++) {
            for (int q = 0; q < cols.size(); q++) {
                int i = r + rows.before() - u * rows.dilation();
                int j = q + cols.before() - v * cols.dilation();
                if (i % rows.stride() == 0 && j % cols.stride() == 0) {
                    i /= rows.stride();
                    j /= cols.stride();
                    boolean real = i >= 0 && j >= 0 && i < rows.outputs() && j < cols.outputs();
                    if (real || g.positions() > 1) {
                        int at = to + r * cols.size() + q;
                        dx[at] = Maths.fma(weight, real ? d[offset + i * cols.outputs() + j] : 0f, dx[at]);
                    }
                }
            }
        }
    }

    /**
     * {@code gradient[o,c,u,v] = (accumulate ? gradient : +0) + scale * sum of d[n,o,i,j] x[n,c,i',j']}: {@code
     * fma(scale * d, x, gradient)} in increasing (n, i, j), where the product with the scale is rounded once.
     */
    public static void weightGradient(
            ConvGeometry g,
            int batch,
            float scale,
            float[] d,
            int offset,
            float[] x,
            int xo,
            boolean accumulate,
            float[] gradient,
            int go,
            Workspace ws) {
        int k = g.patch();
        int p = g.positions();
        int perGroup = g.outChannels() / g.groups();
        float[] patch = new float[k];
        if (!accumulate) {
            Arrays.fill(gradient, go, go + g.outChannels() * k, 0f);
        }
        for (int n = 0; n < batch; n++) {
            for (int group = 0; group < g.groups(); group++) {
                for (int q = 0; q < p; q++) {
                    patch(g, group, x, xo + n * g.inputs(), q, patch);
                    for (int o = group * perGroup; o < (group + 1) * perGroup; o++) {
                        float e = scale * d[offset + n * g.outputs() + o * p + q];
                        ScalarLoops.add(e, patch, 0, gradient, go + o * k, k);
                    }
                }
            }
        }
    }

    /**
     * {@code gradient[c] = (accumulate ? gradient : +0) + scale * sum of d[n,c,p]}: {@code fma(scale, s, gradient)}
     * for n increasing, where s is the sum over the positions of an example as in {@link Normalization#sums}.
     */
    public static void biasGradient(
            int batch,
            int channels,
            int positions,
            float scale,
            float[] d,
            int offset,
            boolean accumulate,
            float[] gradient,
            int go) {
        if (!accumulate) {
            Arrays.fill(gradient, go, go + channels, 0f);
        }
        for (int n = 0, from = offset; n < batch; n++) {
            for (int c = 0; c < channels; c++, from += positions) {
                gradient[go + c] = Maths.fma(scale, PositionSums.sum(d, from, positions), gradient[go + c]);
            }
        }
    }

    /**
     * The patches of a group, one row for each position of each example: {@code rows[n * positions + p, t]} is the
     * number that weight t of an output channel of the group multiplies at position p.
     */
    public static void patches(ConvGeometry g, int group, int batch, float[] x, int xo, float[] rows, int ro) {
        int k = g.patch();
        float[] patch = new float[k];
        for (int n = 0, to = ro; n < batch; n++) {
            for (int q = 0; q < g.positions(); q++, to += k) {
                patch(g, group, x, xo + n * g.inputs(), q, patch);
                System.arraycopy(patch, 0, rows, to, k);
            }
        }
    }
}
