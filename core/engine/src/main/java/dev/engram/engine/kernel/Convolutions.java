package dev.engram.engine.kernel;

import dev.engram.spi.Maths;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;

/**
 * Convolutions of a batch of examples. All functions equal short loops bit for bit; padding is made of positions whose
 * value is +0 and which take part like all others. A NaN in the weights therefore reaches the borders. Only in input
 * gradients of small outputs, nothing outside the output takes part.
 */
public final class Convolutions {
    private Convolutions() {}

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
        if (isDense(g)) {
            Kernels.multiplyTransposedB(batch, g.outChannels(), g.patch(), x, xo, w, wo, bias, biasOff, out, oo, ws);
        } else {
            ws.correlation().forward(g, batch, x, xo, w, wo, bias, biasOff, out, oo);
        }
    }

    private static void patch(ConvGeometry g, int group, float[] x, int xo, int position, float[] to, int at) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int perGroup = g.channels() / g.groups();
        int t = at;
        for (int c = group * perGroup; c < (group + 1) * perGroup; c++) {
            for (int u = 0; u < rows.kernel(); u++) {
                int r = rows.position(position / cols.outputs(), u);
                for (int v = 0; v < cols.kernel(); v++) {
                    int q = cols.position(position % cols.outputs(), v);
                    to[t++] =
                            rows.contains(r) && cols.contains(q) ? x[xo + (c * rows.size() + r) * cols.size() + q] : 0f;
                }
            }
        }
    }

    /**
     * The input gradient of {@link #forward} for output gradients d, which is also a transposed convolution of d.
     * {@code dx[n,c,r,q]} starts at bias[c] (+0 without bias), then {@code fma(w[o,c,u,v], d[n,o,i,j], dx)} in
     * increasing (o, u, v) for the outputs (i, j) whose window has its element (u, v) at (r, q). Outside the output, d
     * is +0: i and j may be any integers. If the output is small ({@link #isSmall}), nothing outside it takes part, as
     * in a dense layer.
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
        if (isDense(g) && bias == null) {
            Kernels.multiply(batch, g.patch(), g.outChannels(), d, offset, w, wo, dx, dxo, ws);
        } else if (isSmall(g) && ws.vector() && g.positions() > 1 && ExampleLanes.serves(g, batch)) {
            ws.exampleLanes().inputGradient(g, batch, d, offset, w, wo, bias, biasOff, dx, dxo);
        } else if (isSmall(g) && !(ws.vector() && bias == null && zerosHaveNoEffect(g, batch, d, offset, w, wo))) {
            spread(g, batch, d, offset, w, wo, bias, biasOff, dx, dxo);
        } else {
            ws.correlation().inputGradient(g, batch, d, offset, w, wo, bias, biasOff, dx, dxo);
        }
    }

    /** Returns whether each output sees the whole input in its order, so that the convolution is a dense layer. */
    private static boolean isDense(ConvGeometry g) {
        return g.groups() == 1 && coversInput(g.rows()) && coversInput(g.cols());
    }

    private static boolean coversInput(WindowAxis axis) {
        return axis.outputs() == 1 && axis.kernel() == axis.size() && axis.dilation() == 1 && axis.before() == 0;
    }

    /**
     * Returns whether nothing outside the output takes part in an input gradient: there is one output position, or the
     * stride is 1 and the output has at most three quarters of the positions of the input.
     */
    static boolean isSmall(ConvGeometry g) {
        boolean dense = g.rows().stride() == 1 && g.cols().stride() == 1;
        return g.positions() == 1
                || dense
                        && 4L * g.positions() <= 3L * g.rows().size() * g.cols().size();
    }

    /**
     * Returns whether products with zeros outside the output would change no bit of an input gradient without bias: all
     * weights are finite, and no sum is so small that it is rounded to -0, because all products, and so all sums, are
     * multiples of the smallest float.
     */
    private static boolean zerosHaveNoEffect(ConvGeometry g, int batch, float[] d, int offset, float[] w, int wo) {
        int weights = g.outChannels() * g.patch();
        int largest = 0;
        for (int i = wo; i < wo + weights; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(w[i]) & Integer.MAX_VALUE);
        }
        double unit = (double) Math.ulp(leastNonzero(w, wo, weights))
                * Math.ulp(leastNonzero(d, offset, batch * g.outputs()));
        return largest < Float.floatToRawIntBits(Float.POSITIVE_INFINITY) && unit >= Float.MIN_VALUE;
    }

    /** Returns the least magnitude of the numbers that are not 0. */
    private static float leastNonzero(float[] x, int from, int n) {
        int least = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) - 1;
        for (int i = from; i < from + n; i++) {
            // Zeros become the largest integer.
            least = Math.min(least, (Float.floatToRawIntBits(x[i]) & Integer.MAX_VALUE) - 1 & Integer.MAX_VALUE);
        }
        return Float.intBitsToFloat(least + 1);
    }

    /** The input gradient as a sum over the outputs, without zeros. */
    private static void spread(
            ConvGeometry g,
            int batch,
            float[] d,
            int offset,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] dx,
            int dxo) {
        int size = g.rows().size() * g.cols().size();
        int in = g.channels() / g.groups();
        int area = g.rows().kernel() * g.cols().kernel();
        for (int n = 0; n < batch; n++) {
            for (int c = 0; c < g.channels(); c++) {
                int to = dxo + n * g.inputs() + c * size;
                Arrays.fill(dx, to, to + size, bias == null ? 0f : bias[biasOff + c]);
            }
            for (int o = 0; o < g.outChannels(); o++) {
                int map = offset + n * g.outputs() + o * g.positions();
                int first = o / (g.outChannels() / g.groups()) * in;
                for (int c = 0; c < in; c++) {
                    spread(g, d, map, w, wo + o * g.patch() + c * area, dx, dxo + n * g.inputs() + (first + c) * size);
                }
            }
        }
    }

    /** Adds the products of the kernel with a map of the output to a map of the input. */
    private static void spread(ConvGeometry g, float[] d, int map, float[] w, int wo, float[] dx, int dxo) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        for (int u = 0; u < rows.kernel(); u++) {
            for (int i = 0; i < rows.outputs(); i++) {
                int r = rows.position(i, u);
                for (int v = 0; v < cols.kernel() && rows.contains(r); v++) {
                    spreadRow(
                            cols,
                            w[wo + u * cols.kernel() + v],
                            v,
                            d,
                            map + i * cols.outputs(),
                            dx,
                            dxo + r * cols.size());
                }
            }
        }
    }

    /** Adds a row of the output, times element v of a row of the kernel, to a row of the input. */
    private static void spreadRow(WindowAxis cols, float w, int v, float[] d, int from, float[] dx, int to) {
        for (int j = 0; j < cols.outputs(); j++) {
            int q = cols.position(j, v);
            if (cols.contains(q)) {
                dx[to + q] = Maths.fma(w, d[from + j], dx[to + q]);
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
        weightGradient(g, 0, g.patch(), batch, scale, d, offset, x, xo, accumulate, gradient, go, ws);
    }

    /**
     * The part of {@link #weightGradient(ConvGeometry, int, float, float[], int, float[], int, boolean, float[], int,
     * Workspace)} that belongs to the elements from {@code first} to {@code end - 1} of each output channel's kernel,
     * where the elements (c, u, v) are counted in their order in memory. Writes nothing else.
     */
    public static void weightGradient(
            ConvGeometry g,
            int first,
            int end,
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
        if (isDense(g)) {
            Kernels.multiplyTransposedA(
                    g.outChannels(),
                    end - first,
                    batch,
                    scale,
                    d,
                    offset,
                    g.outChannels(),
                    x,
                    xo + first,
                    g.patch(),
                    accumulate,
                    gradient,
                    go + first,
                    g.patch(),
                    ws);
        } else if (ws.vector()
                && ChannelsLastGradient.applies(g)
                && ChannelsLastGradient.cost(g, first, end) <= PatchProduct.cost(g, first, end)) {
            ws.channelsLastGradient()
                    .weightGradient(g, first, end, batch, scale, d, offset, x, xo, accumulate, gradient, go);
        } else {
            ws.patchProduct().weightGradient(g, first, end, batch, scale, d, offset, x, xo, accumulate, gradient, go);
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
            int go,
            Workspace ws) {
        if (!accumulate) {
            Arrays.fill(gradient, go, go + channels, 0f);
        }
        int rows = batch * channels;
        for (int r = 0, c = 0; r < rows; r += PositionSums.ROWS) {
            int some = Math.min(PositionSums.ROWS, rows - r);
            float[] sums = ws.sums().rows(some, d, offset + r * positions, positions);
            if (ws.vector() && c + some <= channels) {
                VectorLoops.add(scale, sums, 0, gradient, go + c, some);
                c = c + some == channels ? 0 : c + some;
                continue;
            }
            for (int i = 0; i < some; i++) {
                gradient[go + c] = Maths.fma(scale, sums[i], gradient[go + c]);
                c = c + 1 == channels ? 0 : c + 1;
            }
        }
    }

    /**
     * The patches of a group, one row for each position of each example: {@code rows[n * positions + p, t]} is the
     * number that weight t of an output channel of the group multiplies at position p.
     */
    public static void patches(ConvGeometry g, int group, int batch, float[] x, int xo, float[] rows, int ro) {
        int k = g.patch();
        for (int n = 0, to = ro; n < batch; n++) {
            for (int q = 0; q < g.positions(); q++, to += k) {
                patch(g, group, x, xo + n * g.inputs(), q, rows, to);
            }
        }
    }
}
