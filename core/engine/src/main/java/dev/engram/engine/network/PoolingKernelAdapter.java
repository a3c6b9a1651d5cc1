package dev.engram.engine.network;

import dev.engram.engine.kernel.Pooling;
import dev.engram.engine.kernel.Workspace;
import dev.engram.spi.layer.PoolingKernels;
import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.Shape;

/** The kernels of pooling as layers see them. */
record PoolingKernelAdapter(Workspace workspace) implements PoolingKernels {
    @Override
    public void maxPool(PoolGeometry g, int rows, float[] x, float[] y, int[] argmax) {
        Pooling.max(g, rows, x, 0, y, 0, argmax, 0, workspace);
    }

    @Override
    public void maxPoolBackward(PoolGeometry g, int rows, float[] delta, int[] argmax, float[] d) {
        Pooling.maxGradient(g, rows, delta, 0, argmax, 0, d, 0);
    }

    @Override
    public void maxPoolTangent(PoolGeometry g, int rows, float[] u, int[] argmax, float[] v) {
        Pooling.maxTangent(g, rows, u, 0, argmax, 0, v, 0);
    }

    @Override
    public void averagePool(PoolGeometry g, boolean countPadding, int rows, float[] x, float[] y) {
        Pooling.average(g, countPadding, rows, x, 0, y, 0);
    }

    @Override
    public void averagePoolBackward(PoolGeometry g, boolean countPadding, int rows, float[] delta, float[] d) {
        Pooling.averageGradient(g, countPadding, rows, delta, 0, d, 0);
    }

    @Override
    public void globalAverage(Shape input, int rows, float[] x, float[] y) {
        Pooling.globalAverage(rows * input.channels(), input.positions(), x, 0, y, 0, workspace);
    }

    @Override
    public void globalAverageBackward(Shape input, int rows, float[] delta, float[] d) {
        Pooling.globalAverageGradient(rows * input.channels(), input.positions(), delta, 0, d, 0);
    }
}
