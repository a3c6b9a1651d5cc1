package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.engram.engine.kernel.sums.InnerProducts;
import dev.engram.engine.kernel.sums.Sums;
import dev.engram.spi.Maths;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("uninstrumented")
class AllocationTest {
    private static final int[][] SHAPES = {
        {4, 8, 2}, {32, 10, 32}, {9, 21, 20}, {32, 32, 64}, {64, 128, 300}, {40, 300, 520}
    };

    private static final ConvGeometry[] CONVOLUTIONS = {
        convolution(1, 6, 12, 5, 1), convolution(3, 16, 11, 3, 1), convolution(20, 17, 9, 3, 2)
    };
    /** Its input gradient has examples as lanes. */
    private static final ConvGeometry SMALL_OUTPUT =
            new ConvGeometry(3, 4, 1, WindowAxis.padded(6, 3, 1, 0, 1), WindowAxis.padded(6, 3, 1, 0, 1));

    private static final PoolGeometry[] POOLS = {pool(4, 12, 2, 0), pool(3, 21, 3, 1), pool(5, 8, 2, 0)};

    private static ConvGeometry convolution(int channels, int outChannels, int size, int kernel, int stride) {
        WindowAxis axis = WindowAxis.padded(size, kernel, stride, kernel / 2, 1);
        return new ConvGeometry(channels, outChannels, 1, axis, axis);
    }

    private static PoolGeometry pool(int channels, int size, int kernel, int padding) {
        WindowAxis axis = WindowAxis.padded(size, kernel, 2, padding, 1);
        return new PoolGeometry(channels, axis, axis);
    }

    private final Workspace workspace = new Workspace();
    private final float[] a = ReferenceKernels.randomNumbers(new SplittableRandom(1), 64 * 1024);
    private final float[] b = ReferenceKernels.randomNumbers(new SplittableRandom(2), 256 * 1024);
    private final float[] c = new float[64 * 1024];
    private final int[] places = new int[16 * 1024];
    private final float[] means = new float[64];
    private final double[] sums = new double[64];
    private final InnerProducts innerProducts = new InnerProducts();
    private final float[][] rows = {a, b, c, a, b, c, a, b, c, a};
    private double sink;

    /** Compiled code must keep every vector in registers: a boxed vector would appear as allocated bytes. */
    @Test
    void nothingIsAllocatedOnceTheLoopsAreWarm() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTrue(threads.isThreadAllocatedMemorySupported(), "this JVM does not count allocated bytes");
        long id = Thread.currentThread().getId();
        long bytes = -1;
        // The compiler works in the background. The code is warm when a whole round allocates nothing.
        for (int round = 0; round < 400 && bytes != 0; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int t = 0; t < 20; t++) {
                callAllKernels();
            }
            bytes = threads.getThreadAllocatedBytes(id) - before;
        }
        assertEquals(0, bytes, "bytes allocated in the last of 400 rounds, " + sink);
    }

    private void callAllKernels() {
        for (int[] s : SHAPES) {
            Kernels.multiplyTransposedB(s[0], s[1], s[2], a, 0, b, 0, null, 0, c, 0, workspace);
            Kernels.multiply(s[0], s[1], s[2], a, 0, b, 0, c, 0, workspace);
            Kernels.multiplyTransposedA(s[0], s[1], s[2], 0.5f, a, 0, b, 0, true, c, 0, workspace);
            Kernels.sumRows(s[0], s[1], 0.5f, a, 0, false, c, 0);
        }
        for (ConvGeometry g : CONVOLUTIONS) {
            Convolutions.forward(g, 2, a, 0, b, 0, b, 0, c, 0, workspace);
            Convolutions.inputGradient(g, 2, a, 0, b, 0, null, 0, c, 0, workspace);
            Convolutions.weightGradient(g, 2, 0.5f, a, 0, b, 0, true, c, 0, workspace);
            Convolutions.biasGradient(2, g.outChannels(), g.positions(), 0.5f, a, 0, false, c, 0, workspace);
            Normalization.sums(2, g.outChannels(), g.positions(), a, 0, sums, workspace);
            Normalization.squares(2, g.outChannels(), g.positions(), a, 0, means, sums, workspace);
            Normalization.products(2, g.outChannels(), g.positions(), a, 0, b, 0, sums, workspace);
        }
        Convolutions.inputGradient(SMALL_OUTPUT, 16, a, 0, b, 0, null, 0, c, 0, workspace);
        for (PoolGeometry g : POOLS) {
            Pooling.max(g, 2, a, 0, c, 0, places, 0, workspace);
            Pooling.maxGradient(g, 2, a, 0, places, 0, c, 0);
        }
        Kernels.add(0.5f, a, 0, c, 0, 1000);
        sink += Kernels.dot(a, b, 0, 1000);
        sink += Sums.sum(a, 0, 1000);
        innerProducts.compute(rows, a, b, 0, 5000, sums);
        sink += Kernels.subtract(c, a, 0, 1000) ? 1 : 0;
        Maths.exp(a, c, 0, 1000);
        Maths.log(a, c, 0, 1000);
        Maths.tanh(a, c, 0, 1000);
        Maths.sigmoid(a, c, 0, 1000);
    }
}
