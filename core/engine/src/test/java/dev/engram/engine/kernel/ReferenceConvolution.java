package dev.engram.engine.kernel;

import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.SplittableRandom;

/** The scalar loops that define the convolutions and pools, written element by element, and random geometries. */
final class ReferenceConvolution {
    private ReferenceConvolution() {}

    static void forward(
            ConvGeometry g,
            int batch,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] bias,
            int bo,
            float[] out,
            int oo) {
        int index = oo;
        for (int n = 0; n < batch; n++) {
            for (int o = 0; o < g.outChannels(); o++) {
                for (int i = 0; i < g.rows().outputs(); i++) {
                    for (int j = 0; j < g.cols().outputs(); j++) {
                        out[index++] = output(g, x, xo, w, wo, n, o, i, j, bias == null ? 0f : bias[bo + o]);
                    }
                }
            }
        }
    }

    private static float output(
            ConvGeometry g, float[] x, int xo, float[] w, int wo, int n, int o, int i, int j, float start) {
        float sum = start;
        int weight = wo + o * g.patch();
        for (int k = 0; k < g.channels() / g.groups(); k++) {
            int c = channel(g, o, k);
            for (int u = 0; u < g.rows().kernel(); u++) {
                int r = at(g.rows(), i, u);
                for (int v = 0; v < g.cols().kernel(); v++) {
                    sum = Math.fma(w[weight++], input(g, x, xo, n, c, r, at(g.cols(), j, v)), sum);
                }
            }
        }
        return sum;
    }

    /** The input channel that output channel o sees as its k-th. */
    private static int channel(ConvGeometry g, int o, int k) {
        return o / (g.outChannels() / g.groups()) * (g.channels() / g.groups()) + k;
    }

    /** Where the kernel's weight u is at output i; outside the input is padding. */
    private static int at(WindowAxis axis, int i, int u) {
        return i * axis.stride() - axis.before() + u * axis.dilation();
    }

    /** The number of example n in channel c at (r, q), or the padding there. */
    private static float input(ConvGeometry g, float[] x, int xo, int n, int c, int r, int q) {
        int rows = g.rows().size();
        int cols = g.cols().size();
        return r >= 0 && r < rows && q >= 0 && q < cols ? x[xo + ((n * g.channels() + c) * rows + r) * cols + q] : 0f;
    }

    static void weightGradient(
            ConvGeometry g,
            int batch,
            float scale,
            float[] d,
            int offset,
            float[] x,
            int xo,
            boolean accumulate,
            float[] gradient,
            int go) {
        int index = go;
        for (int o = 0; o < g.outChannels(); o++) {
            for (int k = 0; k < g.channels() / g.groups(); k++) {
                int c = channel(g, o, k);
                for (int u = 0; u < g.rows().kernel(); u++) {
                    for (int v = 0; v < g.cols().kernel(); v++) {
                        float start = accumulate ? gradient[index] : 0f;
                        gradient[index++] = weightGradient(g, batch, scale, d, offset, x, xo, o, c, u, v, start);
                    }
                }
            }
        }
    }

    private static float weightGradient(
            ConvGeometry g,
            int batch,
            float scale,
            float[] d,
            int offset,
            float[] x,
            int xo,
            int o,
            int c,
            int u,
            int v,
            float start) {
        float sum = start;
        for (int n = 0; n < batch; n++) {
            int e = offset + (n * g.outChannels() + o) * g.positions();
            for (int i = 0; i < g.rows().outputs(); i++) {
                int r = at(g.rows(), i, u);
                for (int j = 0; j < g.cols().outputs(); j++) {
                    sum = Math.fma(scale * d[e++], input(g, x, xo, n, c, r, at(g.cols(), j, v)), sum);
                }
            }
        }
        return sum;
    }

    static void inputGradient(
            ConvGeometry g,
            int batch,
            float[] d,
            int offset,
            float[] w,
            int wo,
            float[] bias,
            int bo,
            float[] dx,
            int dxo) {
        int index = dxo;
        for (int n = 0; n < batch; n++) {
            for (int c = 0; c < g.channels(); c++) {
                for (int r = 0; r < g.rows().size(); r++) {
                    for (int q = 0; q < g.cols().size(); q++) {
                        float start = bias == null ? 0f : bias[bo + c];
                        dx[index++] = inputGradient(g, n, c, r, q, d, offset, w, wo, start);
                    }
                }
            }
        }
    }

    private static float inputGradient(
            ConvGeometry g, int n, int c, int r, int q, float[] d, int offset, float[] w, int wo, float start) {
        int in = g.channels() / g.groups();
        int out = g.outChannels() / g.groups();
        int area = g.rows().kernel() * g.cols().kernel();
        float sum = start;
        for (int o = c / in * out; o < c / in * out + out; o++) {
            int weights = wo + (o * in + c % in) * area;
            int errors = offset + (n * g.outChannels() + o) * g.positions();
            for (int u = 0; u < g.rows().kernel(); u++) {
                int i = r + g.rows().before() - u * g.rows().dilation();
                if (!isOnStride(g.rows(), i)) {
                    continue;
                }
                for (int v = 0; v < g.cols().kernel(); v++) {
                    int j = q + g.cols().before() - v * g.cols().dilation();
                    if (isOnStride(g.cols(), j)) {
                        sum = fma(g, w[weights + u * g.cols().kernel() + v], d, errors, i, j, sum);
                    }
                }
            }
        }
        return sum;
    }

    private static boolean isOnStride(WindowAxis axis, int i) {
        return axis.stride() == 1 || Math.floorMod(i, axis.stride()) == 0;
    }

    /** Adds the product with the error at an output, which is 0 outside; a small output has nothing outside. */
    private static float fma(ConvGeometry g, float w, float[] d, int errors, int row, int col, float sum) {
        int i = row / g.rows().stride();
        int j = col / g.cols().stride();
        boolean real =
                row >= 0 && i < g.rows().outputs() && col >= 0 && j < g.cols().outputs();
        if (!real && Convolutions.isSmall(g)) {
            return sum;
        }
        return Math.fma(w, real ? d[errors + i * g.cols().outputs() + j] : 0f, sum);
    }

    /** Returns a geometry with at most this many channels, in which nothing is divisible by chance. */
    static ConvGeometry random(SplittableRandom random, int maxChannels, int maxSize) {
        int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
        int channels = groups * (1 + random.nextInt(maxChannels));
        int outChannels = groups * (1 + random.nextInt(maxChannels));
        boolean sequence = random.nextInt(6) == 0;
        WindowAxis rows = sequence ? WindowAxis.padded(1, 1, 1, 0, 1) : axis(random, maxSize);
        return new ConvGeometry(channels, outChannels, groups, rows, axis(random, maxSize));
    }

    static WindowAxis axis(SplittableRandom random, int maxSize) {
        int kernel = 1 + random.nextInt(5);
        int dilation = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
        int stride = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        int before = random.nextBoolean() ? 0 : random.nextInt(kernel + 2);
        int after = random.nextBoolean() ? before : random.nextInt(kernel + 2);
        int extent = dilation * (kernel - 1) + 1;
        int size = Math.max(1, extent - before - after) + random.nextInt(maxSize);
        return new WindowAxis(size, kernel, stride, before, after, dilation, false);
    }
}
