package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/** The sum at the end of a residual branch: y = x + s, where s is read at another place of the network. */
record SkipStage(BlockStages.Tap source, Shape output) implements InPlaceStage {
    /** Numbers that stay in the first-level cache between the copy and the addition. */
    private static final int BLOCK = 2048;

    @Override
    public void forward(StagePass pass, float[] x, float[] y) {
        Matrix skip = ((StageMemory) pass).skip();
        if (skip == null) {
            throw new IncompatibleException(
                    "the rule applies layers one by one, which it cannot do in a network with residual connections");
        }
        ArrayMatrix s = ArrayMatrix.of(skip);
        int n = pass.rows() * output.size();
        for (int at = 0; at < n; at += BLOCK) {
            int size = Math.min(BLOCK, n - at);
            System.arraycopy(x, at, y, at, size);
            Kernels.add(1, s.data(), s.offset() + at, y, at, size);
        }
    }

    @Override
    public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
        int n = pass.rows() * output.size();
        if (d != delta) {
            System.arraycopy(delta, 0, d, 0, n);
        }
        LayerActivations from = ((StageMemory) pass).skipSource();
        if (from != null) {
            from.deposit(source.place(), delta, n);
        }
    }

    @Override
    public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
        int n = pass.rows() * output.size();
        System.arraycopy(u, 0, v, 0, n);
        LayerActivations from = ((StageMemory) pass).skipSource();
        if (from != null) {
            ArrayMatrix t = ArrayMatrix.of(from.tangent(source.place()));
            Kernels.add(1, t.data(), t.offset(), v, 0, n);
        }
    }
}
