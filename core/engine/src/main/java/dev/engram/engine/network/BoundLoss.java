package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;

/** A loss bound to an output activation. If the two match, it is computed from the pre-activations. */
final class BoundLoss implements Objective {
    private final LossFunction loss;
    private final Activation phi;
    private final LossFunction.Fused fused;

    BoundLoss(LossFunction loss, Activation phi) {
        this.loss = loss;
        this.phi = phi;
        this.fused = loss.fuse(phi.outputFunction());
    }

    @Override
    public double valueAndError(Activations output, Matrix targets, Scratch delta) {
        LayerActivations o = (LayerActivations) output;
        ArrayMatrix t = requireSameShape(targets, o.out);
        float[] a = o.pre.data, y = o.out.data, expected = zeroBased(t), d = delta.data();
        int rows = t.rows, cols = t.cols;
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            int from = r * cols, to = from + cols;
            if (fused != null) {
                sum += fused.value(a, y, expected, from, to);
                fused.gradient(a, y, expected, d, from, to);
            } else {
                sum += loss.value(y, expected, from, to);
                loss.gradient(y, expected, d, from, to);
            }
        }
        if (fused == null) {
            phi.backward(a, y, d, rows, cols);
        }
        return sum / rows;
    }

    @Override
    public double valueAndLosses(Activations output, Matrix targets, Scratch each) {
        LayerActivations o = (LayerActivations) output;
        ArrayMatrix t = requireSameShape(targets, o.out);
        float[] a = o.pre.data, y = o.out.data, expected = zeroBased(t);
        double sum = 0;
        for (int r = 0; r < t.rows; r++) {
            int from = r * t.cols, to = from + t.cols;
            double v = fused != null ? fused.value(a, y, expected, from, to) : loss.value(y, expected, from, to);
            each.data()[r] = (float) v;
            sum += v;
        }
        return sum / t.rows;
    }

    @Override
    public double value(Matrix y, Matrix targets) {
        ArrayMatrix t = requireSameShape(targets, ArrayMatrix.of(y));
        float[] out = zeroBased(ArrayMatrix.of(y)), expected = zeroBased(t);
        double sum = 0;
        for (int r = 0; r < t.rows; r++) {
            sum += loss.value(out, expected, r * t.cols, (r + 1) * t.cols);
        }
        return sum / t.rows;
    }

    @Override
    public void gradient(Matrix y, Matrix targets, Scratch gradient) {
        ArrayMatrix t = requireSameShape(targets, ArrayMatrix.of(y));
        float[] out = zeroBased(ArrayMatrix.of(y)), expected = zeroBased(t);
        for (int r = 0; r < t.rows; r++) {
            loss.gradient(out, expected, gradient.data(), r * t.cols, (r + 1) * t.cols);
        }
    }

    private static ArrayMatrix requireSameShape(Matrix targets, ArrayMatrix y) {
        ArrayMatrix t = ArrayMatrix.of(targets);
        if (t.rows != y.rows || t.cols != y.cols) {
            throw new IllegalArgumentException(
                    "outputs " + y.shape() + " and targets " + t.shape() + " have different shapes");
        }
        return t;
    }

    /** Returns the array of a matrix that begins at index 0: losses use one index for outputs and targets. */
    private static float[] zeroBased(ArrayMatrix t) {
        if (t.offset != 0) {
            throw new IllegalArgumentException("outputs and targets of a loss must begin at index 0 of their arrays");
        }
        return t.data;
    }
}
