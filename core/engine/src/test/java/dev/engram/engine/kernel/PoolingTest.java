package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolingTest {
    private final Workspace workspace = new Workspace();
    private final Workspace plainWorkspace = new Workspace(false);

    @Test
    void theFirstOfEqualNumbersInRowMajorOrderIsTheMaximum() {
        PoolGeometry g = new PoolGeometry(1, axis(4, 2, 2, 0), axis(4, 2, 2, 0));
        float[] x = {1, 1, 2, 0, 1, 1, 2, 2, -0f, 0, 3, 4, 0, 0, 4, 3};
        int[] argmax = new int[4];
        float[] out = new float[4];
        Pooling.max(g, 1, x, 0, out, 0, argmax, 0, workspace);
        assertArrayEquals(new int[] {0, 2, 8, 11}, argmax);
        assertArrayEquals(new float[] {1, 2, -0f, 4}, out);
    }

    @Test
    void aNanWinsOverEveryNumberAndPaddingNeverWins() {
        PoolGeometry g = new PoolGeometry(1, axis(2, 3, 2, 1), axis(3, 3, 2, 1));
        float[] x = {-3, Float.NEGATIVE_INFINITY, Float.NaN, -1, Float.NaN, -2};
        int[] argmax = new int[2];
        float[] out = new float[2];
        Pooling.max(g, 1, x, 0, out, 0, argmax, 0, workspace);
        assertArrayEquals(new int[] {4, 2}, argmax);
        assertArrayEquals(new float[] {Float.NaN, Float.NaN}, out);
    }

    @Test
    void everyMaximumPoolEqualsTheScalarLoops() {
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PoolGeometry g = random(random);
            int batch = 1 + random.nextInt(3);
            float[] x = ReferenceKernels.randomNumbers(random, 3 + batch * g.inputs());
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.round(x[i]); // many ties
            }
            if (seed % 2 == 1) {
                ReferenceKernels.insertSpecialValues(random, x);
            }
            float[] u = ReferenceKernels.randomNumbers(random, 3 + batch * g.inputs());
            float[] d = ReferenceKernels.randomNumbers(random, 2 + batch * g.outputs());
            float[] out = new float[2 + batch * g.outputs()];
            float[] expectedOut = out.clone();
            int[] argmax = new int[1 + batch * g.outputs()];
            int[] expected = argmax.clone();
            float[] dx = new float[3 + batch * g.inputs()];
            float[] expectedDx = dx.clone();
            float[] tangent = out.clone();
            float[] expectedTangent = out.clone();
            for (int m = 0; m < batch * g.channels(); m++) {
                for (int q = 0; q < g.positions(); q++) {
                    int at = m * g.positions() + q;
                    int best = best(
                            g,
                            x,
                            3 + m * size(g),
                            q / g.cols().outputs(),
                            q % g.cols().outputs());
                    expected[1 + at] = best;
                    expectedOut[2 + at] = x[3 + m * size(g) + best];
                    expectedTangent[2 + at] = u[3 + m * size(g) + best];
                    expectedDx[3 + m * size(g) + best] += d[2 + at];
                }
            }
            Pooling.max(g, batch, x, 3, out, 2, argmax, 1, workspace);
            Pooling.maxGradient(g, batch, d, 2, argmax, 1, dx, 3);
            Pooling.maxTangent(g, batch, u, 3, argmax, 1, tangent, 2);
            float[] plainOut = new float[out.length];
            int[] plain = new int[argmax.length];
            Pooling.max(g, batch, x, 3, plainOut, 2, plain, 1, plainWorkspace);
            assertArrayEquals(expected, plain, "plain, seed " + seed + " " + g);
            ReferenceKernels.assertSameBits(expectedOut, plainOut, () -> "plain maximum " + g);
            assertArrayEquals(expected, argmax, "seed " + seed + " " + g);
            ReferenceKernels.assertSameBits(expectedOut, out, () -> "maximum " + g);
            ReferenceKernels.assertSameBits(expectedDx, dx, () -> "gradient " + g);
            ReferenceKernels.assertSameBits(expectedTangent, tangent, () -> "tangent " + g);
        }
    }

    private static int best(PoolGeometry g, float[] x, int map, int i, int j) {
        int best = -1;
        for (int r = 0; r < g.rows().size(); r++) {
            for (int q = 0; q < g.cols().size(); q++) {
                if (in(g.rows(), i, r) && in(g.cols(), j, q)) {
                    int at = r * g.cols().size() + q;
                    if (best < 0 || x[map + at] > x[map + best]) {
                        best = at;
                    }
                    if (Float.isNaN(x[map + at])) {
                        return at;
                    }
                }
            }
        }
        return best;
    }

    private static boolean in(WindowAxis axis, int window, int position) {
        int u = position + axis.before() - window * axis.stride();
        return u >= 0 && u % axis.dilation() == 0 && u / axis.dilation() < axis.kernel();
    }

    @Test
    void theDivisorOfAnAverageFollowsPyTorch() {
        assertArrayEquals(new float[] {2 / 3f, 1, 1 / 2f}, average(new float[] {1, 1, 1, 1}, 3, 1, true));
        assertArrayEquals(new float[] {1, 1, 1}, average(new float[] {1, 1, 1, 1}, 3, 1, false));
        assertArrayEquals(new float[] {1.5f, 3.5f, 5}, average(new float[] {1, 2, 3, 4, 5}, 2, 0, true));
    }

    private float[] average(float[] x, int kernel, int padding, boolean countPadding) {
        WindowAxis cols = new WindowAxis(x.length, kernel, 2, padding, padding, 1, true);
        PoolGeometry g = new PoolGeometry(1, axis(1, 1, 1, 0), cols);
        float[] out = new float[g.outputs()];
        Pooling.average(g, countPadding, 1, x, 0, out, 0);
        return out;
    }

    /** The gradient is the transpose: {@code <d, average x> = <averageGradient d, x>}. */
    @Test
    void theGradientOfAnAverageIsItsTranspose() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PoolGeometry g = random(random);
            boolean countPadding = random.nextBoolean();
            float[] x = ReferenceKernels.randomNumbers(random, 2 * g.inputs());
            float[] d = ReferenceKernels.randomNumbers(random, 2 * g.outputs());
            float[] out = new float[2 * g.outputs()];
            float[] dx = new float[2 * g.inputs()];
            Pooling.average(g, countPadding, 2, x, 0, out, 0);
            Pooling.averageGradient(g, countPadding, 2, d, 0, dx, 0);
            double left = Kernels.dot(d, out, 0, d.length);
            double right = Kernels.dot(dx, x, 0, x.length);
            double size = Math.sqrt(Kernels.dot(d, d, 0, d.length) * Kernels.dot(out, out, 0, out.length));
            assertEquals(left, right, 1e-5 * (1 + size), "seed " + seed + " " + g);
        }
    }

    @Test
    void theGlobalAverageSpreadsItsGradientEvenly() {
        float[] x = {1, 2, 3, 6, -1, -2, -3, -6};
        float[] out = new float[2];
        float[] dx = new float[8];
        Pooling.globalAverage(2, 4, x, 0, out, 0, workspace);
        Pooling.globalAverageGradient(2, 4, out, 0, dx, 0);
        assertArrayEquals(new float[] {3, -3}, out);
        assertArrayEquals(new float[] {0.75f, 0.75f, 0.75f, 0.75f, -0.75f, -0.75f, -0.75f, -0.75f}, dx);
    }

    private static WindowAxis axis(int size, int kernel, int stride, int padding) {
        return WindowAxis.padded(size, kernel, stride, padding, 1);
    }

    private static int size(PoolGeometry g) {
        return g.rows().size() * g.cols().size();
    }

    private static PoolGeometry random(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new PoolGeometry(1 + random.nextInt(5), randomPairs(random), randomPairs(random));
            case 1 -> new PoolGeometry(1 + random.nextInt(3), randomTriples(random), randomTriples(random));
            default -> new PoolGeometry(1 + random.nextInt(3), randomAxis(random), randomAxis(random));
        };
    }

    /** The windows of most networks: two neighbours, each number in one window. */
    private static WindowAxis randomPairs(SplittableRandom random) {
        return axis(2 + random.nextInt(random.nextBoolean() ? 70 : 18), 2, 2, 0);
    }

    /** Windows of three numbers, which share one with the next window. */
    private static WindowAxis randomTriples(SplittableRandom random) {
        int size = 3 + random.nextInt(random.nextBoolean() ? 70 : 18);
        return new WindowAxis(size, 3, 2, random.nextInt(2), random.nextInt(2), 1, random.nextBoolean());
    }

    private static WindowAxis randomAxis(SplittableRandom random) {
        int kernel = 1 + random.nextInt(4);
        int dilation = random.nextInt(5) == 0 ? 2 : 1;
        int padding = random.nextBoolean() ? 0 : random.nextInt(kernel / 2 + 1);
        int extent = dilation * (kernel - 1) + 1;
        int size = extent + random.nextInt(40);
        return new WindowAxis(size, kernel, 1 + random.nextInt(3), padding, padding, dilation, random.nextBoolean());
    }
}
