package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/** The sum at the end of a residual branch: y = x + s, where s is read at another place of the network. */
record SkipStage(BlockStages.Tap source, Shape output) implements Stage {
    @Override
    public void forward(StagePass pass, float[] x, float[] y) {
        Matrix skip = ((StageMemory) pass).skip();
        if (skip == null) {
            throw new IncompatibleException(
                    "the rule applies layers one by one, which it cannot do in a network with residual connections");
        }
        int n = pass.rows() * output.size();
        System.arraycopy(x, 0, y, 0, n);
        ArrayMatrix s = ArrayMatrix.of(skip);
        Kernels.add(1, s.data(), s.offset(), y, 0, n);
    }

    @Override
    public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
        int n = pass.rows() * output.size();
        System.arraycopy(delta, 0, d, 0, n);
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
