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
                        float sum = bias == null ? 0f : bias[bo + o];
                        for (int t = 0; t < g.patch(); t++) {
                            sum = Math.fma(w[wo + o * g.patch() + t], input(g, x, xo, n, o, t, i, j), sum);
                        }
                        out[index++] = sum;
                    }
                }
            }
        }
    }

    /** The number of example n that weight t of output channel o multiplies at position (i, j). */
    private static float input(ConvGeometry g, float[] x, int xo, int n, int o, int t, int i, int j) {
        int area = g.rows().kernel() * g.cols().kernel();
        int c = o / (g.outChannels() / g.groups()) * (g.channels() / g.groups()) + t / area;
        int r = i * g.rows().stride()
                - g.rows().before()
                + t % area / g.cols().kernel() * g.rows().dilation();
        int q = j * g.cols().stride()
                - g.cols().before()
                + t % g.cols().kernel() * g.cols().dilation();
        boolean real = r >= 0 && r < g.rows().size() && q >= 0 && q < g.cols().size();
        return real
                ? x[
                        xo
                                + ((n * g.channels() + c) * g.rows().size() + r)
                                        * g.cols().size()
                                + q]
                : 0f;
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
        for (int o = 0; o < g.outChannels(); o++) {
            for (int t = 0; t < g.patch(); t++) {
                float sum = accumulate ? gradient[go + o * g.patch() + t] : 0f;
                for (int n = 0; n < batch; n++) {
                    for (int i = 0; i < g.rows().outputs(); i++) {
                        for (int j = 0; j < g.cols().outputs(); j++) {
                            float e = d[
                                    offset
                                            + ((n * g.outChannels() + o)
                                                                    * g.rows().outputs()
                                                            + i)
                                                    * g.cols().outputs()
                                            + j];
                            sum = Math.fma(scale * e, input(g, x, xo, n, o, t, i, j), sum);
                        }
                    }
                }
                gradient[go + o * g.patch() + t] = sum;
            }
        }
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
        float sum = start;
        for (int o = c / in * out; o < c / in * out + out; o++) {
            for (int u = 0; u < g.rows().kernel(); u++) {
                for (int v = 0; v < g.cols().kernel(); v++) {
                    int i = r + g.rows().before() - u * g.rows().dilation();
                    int j = q + g.cols().before() - v * g.cols().dilation();
                    if (Math.floorMod(i, g.rows().stride()) != 0
                            || Math.floorMod(j, g.cols().stride()) != 0) {
                        continue;
                    }
                    i = Math.floorDiv(i, g.rows().stride());
                    j = Math.floorDiv(j, g.cols().stride());
                    boolean real = i >= 0
                            && i < g.rows().outputs()
                            && j >= 0
                            && j < g.cols().outputs();
                    if (!real && g.positions() == 1) {
                        continue;
                    }
                    float e = real
                            ? d[
                                    offset
                                            + ((n * g.outChannels() + o)
                                                                    * g.rows().outputs()
                                                            + i)
                                                    * g.cols().outputs()
                                            + j]
                            : 0f;
                    sum = Math.fma(
                            w[
                                    wo
                                            + ((o * in + c % in) * g.rows().kernel() + u)
                                                    * g.cols().kernel()
                                            + v],
                            e,
                            sum);
                }
            }
        }
        return sum;
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
