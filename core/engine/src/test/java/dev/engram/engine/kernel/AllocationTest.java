package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.engram.spi.Maths;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("uninstrumented")
class AllocationTest {
    private static final int[][] SHAPES = {
        {4, 8, 2}, {32, 10, 32}, {9, 21, 20}, {32, 32, 64}, {64, 128, 300}, {40, 300, 520}
    };

    private final Workspace workspace = new Workspace();
    private final float[] a = ReferenceKernels.randomNumbers(new SplittableRandom(1), 64 * 1024);
    private final float[] b = ReferenceKernels.randomNumbers(new SplittableRandom(2), 256 * 1024);
    private final float[] c = new float[64 * 1024];
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
        Kernels.add(0.5f, a, 0, c, 0, 1000);
        sink += Kernels.dot(a, b, 0, 1000);
        sink += Kernels.subtract(c, a, 0, 1000) ? 1 : 0;
        Maths.exp(a, c, 0, 1000);
        Maths.log(a, c, 0, 1000);
        Maths.tanh(a, c, 0, 1000);
        Maths.sigmoid(a, c, 0, 1000);
    }
}
