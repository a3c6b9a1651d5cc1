package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.Workspace;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerKernels;

/** The kernels as layers see them: on matrices instead of arrays. */
record LayerKernelAdapter(Workspace workspace) implements LayerKernels {
    @Override
    public void multiplyTransposedB(Matrix a, Matrix b, Matrix bias, Scratch c) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(b), z = bias == null ? null : ArrayMatrix.of(bias);
        Kernels.multiplyTransposedB(
                x.rows,
                y.rows,
                y.cols,
                x.data,
                x.offset,
                y.data,
                y.offset,
                z == null ? null : z.data,
                z == null ? 0 : z.offset,
                c.data(),
                0,
                workspace);
    }

    @Override
    public void multiply(Matrix a, Matrix b, Scratch c) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(b);
        Kernels.multiply(x.rows, y.cols, x.cols, x.data, x.offset, y.data, y.offset, c.data(), 0, workspace);
    }

    @Override
    public void multiplyTransposedA(float scale, Matrix a, Matrix b, GradientRange gradient) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(b);
        Kernels.multiplyTransposedA(
                x.cols,
                y.cols,
                x.rows,
                scale,
                x.data,
                x.offset,
                y.data,
                y.offset,
                gradient.accumulate(),
                gradient.array(),
                gradient.from(),
                workspace);
    }

    @Override
    public void sumRows(float scale, Matrix a, GradientRange gradient) {
        ArrayMatrix x = ArrayMatrix.of(a);
        Kernels.sumRows(
                x.rows, x.cols, scale, x.data, x.offset, gradient.accumulate(), gradient.array(), gradient.from());
    }

    @Override
    public float[] array(Matrix m) {
        return ArrayMatrix.of(m).data;
    }

    @Override
    public int offset(Matrix m) {
        return ArrayMatrix.of(m).offset;
    }
}
