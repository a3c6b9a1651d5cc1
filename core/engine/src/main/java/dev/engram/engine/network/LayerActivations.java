package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;

/** The input, pre-activations and outputs of one layer in a forward pass, and the memory of its stages. */
final class LayerActivations implements Activations {
    /** The index of the layer. */
    final int layer;

    Matrix in;
    final ScratchMatrix pre;
    final ScratchMatrix out;
    /** The outputs of all stages but the last. */
    final ScratchMatrix[] between;

    final StageMemory[] memory;
    /** The pass of the layer below, in a network with residual connections. */
    LayerActivations source;
    /** The pass of the stages before the first weights; null without, and in all layers but the first. */
    LayerActivations beforeWeights;

    /**
     * The number of stages, from the first, that the error has gone through since the forward pass, so that their
     * parameters have credit.
     */
    int backwardStages;

    /** The position of the input of the last activation, and that of its output; both 0 if there is none. */
    private final int activationInput;

    private final int activationOutput;

    /** The errors that arrive at each position of a network with residual connections; null where none can arrive. */
    private final ScratchMatrix[] deposits;

    private final boolean[] deposited;
    private final Matrix[] tangents;

    LayerActivations(
            int layer,
            ScratchMatrix pre,
            ScratchMatrix out,
            ScratchMatrix[] between,
            StageMemory[] memory,
            ScratchMatrix[] deposits,
            int activationOutput) {
        this.layer = layer;
        this.pre = pre;
        this.out = out;
        this.between = between;
        this.memory = memory;
        this.deposits = deposits;
        this.activationOutput = activationOutput;
        activationInput = Math.max(0, activationOutput - 1);
        deposited = new boolean[deposits.length];
        tangents = new Matrix[deposits.length];
        for (StageMemory m : memory) {
            m.owner(this);
        }
    }

    @Override
    public Matrix input() {
        return in;
    }

    @Override
    public ScratchMatrix preActivation() {
        return pre;
    }

    @Override
    public ScratchMatrix output() {
        return out;
    }

    @Override
    public ScratchMatrix activationOutput() {
        return at(activationOutput);
    }

    @Override
    public ScratchMatrix activationInput() {
        return at(activationInput);
    }

    /** Returns what is read at a position: 0 for the pre-activations, the number of stages for the output. */
    ScratchMatrix at(int position) {
        if (position == 0) {
            return pre;
        }
        return position == memory.length ? out : between[position - 1];
    }

    /** Forgets what backward passes have left. */
    void beginForward() {
        backwardStages = 0;
        for (int i = 0; i < deposited.length; i++) {
            deposited[i] = false;
        }
    }

    /** Adds an error that arrives at a position. */
    void deposit(int position, float[] error, int n) {
        float[] sum = deposits[position].data();
        if (deposited[position]) {
            Kernels.add(1, error, 0, sum, 0, n);
        } else {
            System.arraycopy(error, 0, sum, 0, n);
            deposited[position] = true;
        }
    }

    boolean hasDeposit(int position) {
        return deposited[position];
    }

    /** Returns the error that has arrived at a position, and forgets it; null if there is none. */
    float[] takeDeposit(int position) {
        if (!deposited[position]) {
            return null;
        }
        deposited[position] = false;
        return deposits[position].data();
    }

    void tangent(int position, Matrix direction) {
        tangents[position] = direction;
    }

    /** Returns the derivative at a position along the direction of the last Jacobian-vector product. */
    Matrix tangent(int position) {
        return tangents[position];
    }
}
