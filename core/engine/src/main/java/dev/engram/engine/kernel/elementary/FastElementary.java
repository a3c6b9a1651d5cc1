package dev.engram.engine.kernel.elementary;

import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.engine.kernel.vector.VectorWarmUp;
import dev.engram.spi.VectorMath;

/**
 * Elementary functions of arrays: in the Vector API if it is present and has become worth its compilation, otherwise in
 * scalar loops.
 */
public final class FastElementary implements VectorMath {
    /**
     * A number takes 2.8 to 3.6 ns in scalar loops and 0.5 to 1.3 ns in vector loops (Intel Xeon with AVX-512, JDK
     * 17), so this many lose 0.5 s.
     */
    private static final VectorWarmUp WARM_UP = new VectorWarmUp(200_000_000);

    private static boolean vector(int numbers) {
        return VectorModule.PRESENT && WARM_UP.isComplete(numbers);
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        if (vector(to - from)) {
            VectorElementary.exp(x, y, from, to);
        } else {
            VectorMath.super.exp(x, y, from, to);
        }
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        if (vector(to - from)) {
            VectorElementary.log(x, y, from, to);
        } else {
            VectorMath.super.log(x, y, from, to);
        }
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        if (vector(to - from)) {
            VectorElementary.tanh(x, y, from, to);
        } else {
            VectorMath.super.tanh(x, y, from, to);
        }
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        if (vector(to - from)) {
            VectorElementary.sigmoid(x, y, from, to);
        } else {
            VectorMath.super.sigmoid(x, y, from, to);
        }
    }

    @Override
    public void subtractRowMaxima(float[] x, float[] y, int rows, int cols) {
        if (vector(rows * cols) && cols <= VectorRowMaxima.LANES) {
            VectorRowMaxima.subtract(x, y, rows, cols);
        } else {
            VectorMath.super.subtractRowMaxima(x, y, rows, cols);
        }
    }
}
