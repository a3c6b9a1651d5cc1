package dev.engram.engine.network;

import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;

/**
 * A loss bound to the activation that a network ends with. If the two match, it is computed from the inputs of the
 * activation. Where other stages are between the last weights and the output, the error goes through them to the
 * pre-activations.
 */
final class BoundLoss implements Objective {
    private final LossFunction loss;
    private final BlockStages output;
    /** The activation that the network ends with; null if its last stage is another. */
    private final Activation phi;

    private final LossFunction.Fused fused;

    /**
     * A loss.
     *
     * @param output the stages that the network ends with
     */
    BoundLoss(LossFunction loss, BlockStages output) {
        this.loss = loss;
        this.output = output;
        this.phi = output.lastActivation();
        this.fused = phi == null ? null : loss.fuse(phi.outputFunction());
    }

    /** Returns the inputs of the last stage. */
    private static float[] beforeLast(LayerActivations o) {
        return o.at(o.memory.length - 1).data();
    }

    @Override
    public double valueAndError(Activations pass, Matrix targets, Scratch delta) {
        return computeError(pass, targets, delta, true);
    }

    @Override
    public void error(Activations pass, Matrix targets, Scratch delta) {
        computeError(pass, targets, delta, false);
    }

    /** Computes the error; returns the mean loss, or 0 if it is not wanted. */
    private double computeError(Activations pass, Matrix targets, Scratch delta, boolean withValue) {
        LayerActivations o = (LayerActivations) pass;
        ArrayMatrix t = requireSameShape(targets, o.out);
        boolean throughStages = o.layer == output.index() && !output.onlyActivation();
        float[] a = beforeLast(o), y = o.out.data(), expected = zeroBased(t);
        float[] d = throughStages ? errors() : delta.data();
        int rows = t.rows(), cols = t.cols();
        double sum = 0;
        for (int r = 0; withValue && r < rows; r++) {
            sum += valueOf(a, y, expected, r * cols, (r + 1) * cols);
        }
        if (fused != null) {
            fused.gradients(a, y, expected, d, rows, cols);
        } else {
            for (int r = 0; r < rows; r++) {
                loss.gradient(y, expected, d, r * cols, (r + 1) * cols);
            }
            if (phi != null) {
                phi.backward(a, y, d, rows, cols);
            }
        }
        if (throughStages) {
            if (delta.cols() != o.pre.cols()) {
                throw new IncompatibleException("the rule needs the error at the output of the last layer, but a stage"
                        + " between its weights and the output changes the number of units from " + o.pre.cols()
                        + " to "
                        + delta.cols());
            }
            output.passes().backwardFromLoss(o, phi != null, delta);
        }
        return sum / rows;
    }

    /** Returns the loss of an example. */
    private double valueOf(float[] a, float[] y, float[] t, int from, int to) {
        return fused != null ? fused.value(a, y, t, from, to) : loss.value(y, t, from, to);
    }

    /** Returns the memory for the error where the loss is computed. */
    private float[] errors() {
        return phi == null ? output.passes().errorAtOutput() : output.passes().errorBeforeLast();
    }

    @Override
    public double valueAndLosses(Activations pass, Matrix targets, Scratch each) {
        LayerActivations o = (LayerActivations) pass;
        ArrayMatrix t = requireSameShape(targets, o.out);
        float[] a = beforeLast(o), y = o.out.data(), expected = zeroBased(t);
        double sum = 0;
        for (int r = 0; r < t.rows(); r++) {
            int from = r * t.cols(), to = from + t.cols();
            double v = valueOf(a, y, expected, from, to);
            each.data()[r] = (float) v;
            sum += v;
        }
        return sum / t.rows();
    }

    @Override
    public double value(Matrix y, Matrix targets) {
        ArrayMatrix t = requireSameShape(targets, ArrayMatrix.of(y));
        float[] out = zeroBased(ArrayMatrix.of(y)), expected = zeroBased(t);
        double sum = 0;
        for (int r = 0; r < t.rows(); r++) {
            sum += loss.value(out, expected, r * t.cols(), (r + 1) * t.cols());
        }
        return sum / t.rows();
    }

    @Override
    public void gradient(Matrix y, Matrix targets, Scratch gradient) {
        ArrayMatrix t = requireSameShape(targets, ArrayMatrix.of(y));
        float[] out = zeroBased(ArrayMatrix.of(y)), expected = zeroBased(t);
        for (int r = 0; r < t.rows(); r++) {
            loss.gradient(out, expected, gradient.data(), r * t.cols(), (r + 1) * t.cols());
        }
    }

    private static ArrayMatrix requireSameShape(Matrix targets, ArrayMatrix y) {
        ArrayMatrix t = ArrayMatrix.of(targets);
        if (t.rows() != y.rows() || t.cols() != y.cols()) {
            throw new IllegalArgumentException(
                    "outputs " + y.shape() + " and targets " + t.shape() + " have different shapes");
        }
        return t;
    }

    /** Returns the array of a matrix that begins at index 0: losses use one index for outputs and targets. */
    private static float[] zeroBased(ArrayMatrix t) {
        if (t.offset() != 0) {
            throw new IllegalArgumentException("outputs and targets of a loss must begin at index 0 of their arrays");
        }
        return t.data();
    }
}
