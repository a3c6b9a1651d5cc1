package dev.engram.engine.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.engram.engine.kernel.Convolutions;
import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.Workspace;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products that are divided among threads have the bits of the undivided ones, for any number of threads. */
class DividedProductsTest {
    private static final int[] SIZES = {1, 2, 7, 15, 16, 17, 33, 48, 64, 100, 131, 257};

    private static final ConvGeometry CONVOLUTION =
            new ConvGeometry(2, 16, 1, WindowAxis.padded(11, 3, 1, 1, 1), WindowAxis.padded(11, 3, 1, 1, 1));

    private final Workspace workspace = new Workspace();
    private final float[] left = numbers(new SplittableRandom(1), 128 * 128);
    private final float[] right = numbers(new SplittableRandom(2), 128 * 128);
    private final float[] result = new float[128 * 128];
    private ThreadTeam team = ThreadTeam.SINGLE;

    @AfterEach
    void close() {
        team.close();
    }

    private Products products(int threads) {
        team = new ThreadTeam(threads, "test-");
        return new Products(team, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void denseProductsOfAnyShapeHaveTheSameBits(int threads) {
        Products divided = products(threads);
        SplittableRandom random = new SplittableRandom(11 * threads);
        for (int t = 0; t < 250; t++) {
            checkDense(divided, size(random), size(random), size(random), random);
        }
    }

    /** All kinds of blocks, and rows or columns that no unit divides. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void denseProductsOfManyBlocksHaveTheSameBits(int threads) {
        Products divided = products(threads);
        SplittableRandom random = new SplittableRandom(threads);
        checkDense(divided, 37, 1603, 430, random);
        checkDense(divided, 611, 130, 300, random);
        checkDense(divided, 5, 801, 200, random);
        checkDense(divided, 801, 10, 64, random);
    }

    private static int size(SplittableRandom random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private void checkDense(Products divided, int m, int n, int k, SplittableRandom random) {
        String shape = m + " x " + n + " x " + k;
        int ao = random.nextInt(5), bo = random.nextInt(5), co = random.nextInt(5);
        float[] a = numbers(random, ao + m * k), b = numbers(random, bo + n * k);
        float[] bias = random.nextBoolean() ? null : numbers(random, 3 + n);
        float[] expected = numbers(random, co + m * n + 5);
        float[] actual = expected.clone();
        Kernels.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, 3, expected, co, workspace);
        divided.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, 3, actual, co);
        assertArrayEquals(expected, actual, "multiplyTransposedB " + shape);
        Kernels.multiply(m, n, k, a, ao, b, bo, expected, co, workspace);
        divided.multiply(m, n, k, a, ao, b, bo, actual, co);
        assertArrayEquals(expected, actual, "multiply " + shape);
        boolean accumulate = random.nextBoolean();
        float scale = random.nextBoolean() ? 1 : 0.3f;
        Kernels.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, expected, co, workspace);
        divided.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, actual, co);
        assertArrayEquals(expected, actual, "multiplyTransposedA " + shape + ", accumulate " + accumulate);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void convolutionsHaveTheSameBits(int threads) {
        Products divided = products(threads);
        SplittableRandom random = new SplittableRandom(threads);
        // size, kernel, stride, padding before, padding after, dilation
        WindowAxis same = new WindowAxis(9, 3, 1, 1, 1, 1, false);
        WindowAxis valid = new WindowAxis(12, 5, 1, 0, 0, 1, false);
        WindowAxis strided = new WindowAxis(11, 3, 2, 1, 1, 1, false);
        WindowAxis whole = new WindowAxis(4, 4, 1, 0, 0, 1, false);
        for (int batch : new int[] {1, 2, 5, 16}) {
            checkConvolution(divided, new ConvGeometry(3, 7, 1, same, same), batch, random);
            checkConvolution(divided, new ConvGeometry(2, 20, 1, valid, same), batch, random);
            checkConvolution(divided, new ConvGeometry(4, 6, 2, strided, valid), batch, random);
            checkConvolution(divided, new ConvGeometry(5, 33, 1, whole, whole), batch, random);
            checkConvolution(divided, new ConvGeometry(1, 1, 1, same, strided), batch, random);
        }
    }

    private void checkConvolution(Products divided, ConvGeometry g, int batch, SplittableRandom random) {
        float[] x = numbers(random, 2 + batch * g.inputs());
        float[] w = numbers(random, 1 + g.outChannels() * g.patch());
        float[] bias = random.nextBoolean() ? null : numbers(random, g.outChannels());
        float[] d = numbers(random, 3 + batch * g.outputs());
        float[] expected = numbers(random, 4 + batch * g.outputs());
        float[] actual = expected.clone();
        Convolutions.forward(g, batch, x, 2, w, 1, bias, 0, expected, 4, workspace);
        divided.convolve(g, batch, x, 2, w, 1, bias, 0, actual, 4);
        assertArrayEquals(expected, actual, "forward " + g);
        expected = numbers(random, 4 + batch * g.inputs());
        actual = expected.clone();
        Convolutions.inputGradient(g, batch, d, 3, w, 1, null, 0, expected, 4, workspace);
        divided.convolveTransposed(g, batch, d, 3, w, 1, null, 0, actual, 4);
        assertArrayEquals(expected, actual, "input gradient " + g);
        for (boolean accumulate : new boolean[] {true, false}) {
            expected = numbers(random, 2 + g.outChannels() * g.patch() + 3);
            actual = expected.clone();
            Convolutions.weightGradient(g, batch, 0.7f, d, 3, x, 2, accumulate, expected, 2, workspace);
            divided.convolutionGradient(g, batch, 0.7f, d, 3, x, 2, accumulate, actual, 2);
            assertArrayEquals(expected, actual, "weight gradient " + g + ", accumulate " + accumulate);
        }
    }

    @Tag("uninstrumented")
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void dividedProductsAllocateNothingOnceTheLoopsAreWarm(int threads) {
        Products divided = products(threads);
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = -1;
        // The compiler works in the background. The code is warm when a whole round allocates nothing.
        for (int round = 0; round < 400 && bytes != 0; round++) {
            long before = bean.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int t = 0; t < 100; t++) {
                multiplyAll(divided);
            }
            bytes = bean.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertEquals(0, bytes, "bytes in the last round");
    }

    private void multiplyAll(Products divided) {
        divided.multiply(64, 128, 64, left, 0, right, 0, result, 0);
        divided.multiplyTransposedB(64, 128, 64, left, 0, right, 0, null, 0, result, 0);
        divided.multiplyTransposedA(128, 64, 64, 0.5f, left, 0, right, 0, true, result, 0);
        divided.convolve(CONVOLUTION, 8, left, 0, right, 0, null, 0, result, 0);
        divided.convolutionGradient(CONVOLUTION, 8, 0.5f, result, 0, left, 0, true, right, 0);
    }

    private static float[] numbers(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return x;
    }
}
