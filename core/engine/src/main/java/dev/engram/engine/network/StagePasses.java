package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.matrix.Segment;
import dev.engram.spi.Batch;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.Shape;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Computes the stages of a block: outputs, errors, gradients and tangents. A block whose only stage is an activation,
 * as in a dense network, computes it in place.
 */
final class StagePasses {
    private final int index;
    private final Supplier<Batch> batch;
    private final Shape units;
    private final BoundStage[] stages;
    /** The position of the output of the last activation; 0 if there is none. */
    private final int activationOutput;
    /** The kernel of the only stage; null if there are others. */
    private final ActivationKernel kernel;
    /** Where errors can arrive in a network with residual connections; null in one without. */
    private final int[] arrivals;

    private final boolean branching;
    private final StageErrors errors;
    private boolean updatePending;

    /**
     * The passes through the stages of a block.
     *
     * @param index the index of the block
     * @param batch returns the batch of the training step, null in an evaluation
     * @param units the shape of the pre-activations
     * @param stages at least one
     * @param activationOutput the position of the output of the last activation; 0 if there is none
     * @param arrivals the positions where errors can arrive in a network with residual connections; null in one without
     */
    StagePasses(
            int index, Supplier<Batch> batch, Shape units, BoundStage[] stages, int activationOutput, int[] arrivals) {
        this.index = index;
        this.batch = batch;
        this.units = units;
        this.stages = stages;
        this.activationOutput = activationOutput;
        this.arrivals = arrivals;
        branching = arrivals != null;
        errors = new StageErrors(index, units, stages);
        kernel = stages.length == 1 && stages[0].stage() instanceof ActivationStage a ? a.kernel() : null;
    }

    boolean onlyActivation() {
        return kernel != null;
    }

    /**
     * Returns memory for the results of a forward pass.
     *
     * @param perExample creates a matrix with a row for each example
     */
    LayerActivations activations(IntFunction<ScratchMatrix> perExample, Arena arena, int capacity) {
        int n = stages.length;
        ScratchMatrix[] between = new ScratchMatrix[n - 1];
        StageMemory[] memory = new StageMemory[n];
        for (int i = 0; i < n; i++) {
            memory[i] = new StageMemory(stages[i], batch, arena, capacity);
            if (i < n - 1) {
                between[i] = perExample.apply(stages[i].output().size());
            }
        }
        if (kernel == null || branching) {
            errors.request(perExample);
        }
        ScratchMatrix[] deposits = new ScratchMatrix[branching ? n + 1 : 0];
        for (int i = 0; branching && i < arrivals.length; i++) {
            deposits[arrivals[i]] = perExample.apply(errors.sizeAt(arrivals[i]));
        }
        return new LayerActivations(
                index,
                perExample.apply(units.size()),
                perExample.apply(errors.sizeAt(n)),
                between,
                memory,
                deposits,
                activationOutput);
    }

    /** Returns scratch memory of the shape of the pre-activations. */
    ScratchMatrix unitBuffer() {
        return errors.at(0);
    }

    /** Applies the stages in a forward pass, from pre-activations to outputs. */
    void forward(LayerActivations t) {
        if (kernel != null) {
            if (branching) {
                t.beginForward();
            }
            kernel.apply(t.pre.data(), t.out.data(), t.pre.rows(), t.pre.cols());
            return;
        }
        t.beginForward();
        for (int i = 0; i < stages.length; i++) {
            stages[i]
                    .stage()
                    .forward(
                            t.memory[i],
                            t.at(stages[i].reads(i)).data(),
                            t.at(i + 1).data());
            if (updatePending) {
                stages[i].stage().update(t.memory[i]);
            }
        }
        updatePending = false;
    }

    void activate(ArrayMatrix a, ArrayMatrix h) {
        if (kernel == null) {
            throw new IncompatibleException("the rule applies the activation of layer " + index
                    + " by itself, which is possible only if the layer has no other stage");
        }
        kernel.apply(a.data(), h.data(), a.rows(), a.cols());
    }

    /** Overwrites {@code d} with the error at the pre-activations, without what residual connections bring. */
    void backward(LayerActivations t, Matrix delta, Scratch d) {
        if (kernel != null) {
            if (d != delta) {
                d.set(delta);
            }
            kernel.backward(t.pre.data(), t.out.data(), d.data(), t.pre.rows(), t.pre.cols());
        } else {
            backward(t, stages.length, errors.atOutput(delta, d), d, false);
        }
    }

    /** Overwrites {@code d} with the error at the pre-activations; {@code delta} is at the output of the activation. */
    void backwardFromActivation(LayerActivations t, Matrix delta, Scratch d) {
        if (activationOutput == stages.length) {
            backward(t, delta, d);
        } else {
            backwardFrom(activationOutput, t, delta, d);
        }
    }

    /** Overwrites {@code d} with the error at the pre-activations; {@code delta} is at the input of the activation. */
    void backwardBeforeActivation(LayerActivations t, Matrix delta, Scratch d) {
        backwardFrom(Math.max(0, activationOutput - 1), t, delta, d);
    }

    private void backwardFrom(int position, LayerActivations t, Matrix delta, Scratch d) {
        if (position > 0) {
            backward(t, position, errors.at(position).set(delta).data(), d, false);
        } else if (d != delta) {
            d.set(delta);
        }
    }

    /** Returns the memory for the error at the input of the last stage. */
    float[] errorBeforeLast() {
        return errors.at(stages.length - 1).data();
    }

    /** Returns the memory for the error at the output. */
    float[] errorAtOutput() {
        return errors.at(stages.length).data();
    }

    /**
     * Overwrites {@code d} with the error at the pre-activations that follows from an error before the last stage, or
     * at the output.
     */
    void backwardFromLoss(LayerActivations t, boolean beforeLast, Scratch d) {
        int position = beforeLast ? stages.length - 1 : stages.length;
        backward(t, position, errors.at(position).data(), d, false);
    }

    /**
     * Does the same for all errors that arrive in a network with residual connections. Returns false if none has
     * arrived.
     */
    boolean backwardDeposits(LayerActivations t, Scratch d) {
        boolean some = false;
        for (int p = 0; p <= stages.length; p++) {
            some |= t.hasDeposit(p);
        }
        if (!some) {
            return false;
        }
        int n = stages.length;
        float[] arrived = t.takeDeposit(n);
        backward(t, n, arrived == null ? errors.at(n).fill(0).data() : arrived, d, true);
        return true;
    }

    /** Overwrites {@code d} with numbers that the pools map to {@code h}; activations are left out. */
    void unpool(LayerActivations t, Matrix h, Scratch d) {
        if (kernel != null) {
            d.set(h);
            return;
        }
        Scratch x = errors.at(stages.length).set(h);
        for (int i = stages.length - 1; i >= 0; i--) {
            Scratch next = i == 0 ? d : errors.at(i);
            if (stages[i].stage() instanceof ActivationStage) {
                next.set(x);
            } else {
                stages[i].stage().unpool(t.memory[i], x.data(), next.data());
            }
            x = next;
        }
    }

    private void backward(LayerActivations t, int from, float[] delta, Scratch d, boolean deposits) {
        float[] error = delta;
        for (int i = from - 1; i >= 0; i--) {
            float[] next = errors.before(i, error, d);
            int position = stages[i].reads(i);
            if (position == i) {
                stages[i]
                        .stage()
                        .backward(t.memory[i], t.at(i).data(), t.at(i + 1).data(), error, next);
            } else {
                errors.fork(position, i, error, next, d.rows());
            }
            error = next;
            errors.join(i, error, d.rows());
            float[] arrived = deposits ? t.takeDeposit(i) : null;
            if (arrived != null) {
                Kernels.add(1, arrived, 0, error, 0, d.rows() * errors.sizeAt(i));
            }
        }
        t.backwardStages = from;
    }

    /** Adds to the gradient what follows from the last backward pass for the parameters of the stages. */
    void credit(LayerActivations t, Arena arena) {
        if (kernel == null) {
            for (int i = 0; i < t.backwardStages; i++) {
                List<Segment> parameters = stages[i].parameters();
                for (int k = 0; k < parameters.size(); k++) {
                    arena.zeroIfUncredited(parameters.get(k));
                }
                stages[i].stage().credit(t.memory[i], arena.gradient());
            }
        }
    }

    /** Overwrites {@code dOut} with the derivative of the outputs; {@code dPre} is that of the pre-activations. */
    void tangent(LayerActivations t, Scratch dPre, float[] direction, Scratch dOut) {
        if (kernel != null) {
            dOut.set(dPre);
            // The Jacobian of an activation is symmetric.
            kernel.backward(t.pre.data(), t.out.data(), dOut.data(), t.pre.rows(), t.pre.cols());
        } else {
            for (int i = 0; i < stages.length; i++) {
                int position = stages[i].reads(i);
                float[] u = position == 0 ? dPre.data() : errors.at(position).data();
                float[] v =
                        i == stages.length - 1 ? dOut.data() : errors.at(i + 1).data();
                t.memory[i].direction(direction);
                stages[i]
                        .stage()
                        .tangent(t.memory[i], t.at(position).data(), t.at(i + 1).data(), u, v);
            }
        }
        if (branching) {
            for (int i = 1; i < stages.length; i++) {
                t.tangent(i, errors.at(i));
            }
            t.tangent(0, dPre);
            t.tangent(stages.length, dOut);
        }
    }

    void updateAtNextPass(boolean update) {
        updatePending = update;
    }
}
