package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import java.util.List;

/** The layers of a network: a chain, with residual connections in some, and with stages before the first weights. */
final class FeedForward implements Network {
    private final Arena arena;
    private final Block[] blocks;
    private final List<Layer> layers;

    private final boolean residual;
    /** The stages before the first weights; null without. */
    private final BlockStages inputStages;

    FeedForward(Arena arena, List<Block> layers, BlockStages inputStages, boolean residual) {
        this.arena = arena;
        this.inputStages = inputStages;
        this.residual = residual;
        this.blocks = layers.toArray(Block[]::new);
        this.layers = List.copyOf(layers);
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    /**
     * Prepares all layers for a batch, or for a prediction if it is null.
     *
     * @param update whether the first forward pass updates the state of the layers
     */
    void beginPass(Batch batch, boolean update) {
        for (Block b : blocks) {
            b.beginPass(batch, update);
        }
        if (inputStages != null) {
            inputStages.passes().updateAtNextPass(update && batch != null);
        }
    }

    /** Returns the bytes that a forward pass keeps of one example. */
    long activationBytes() {
        long bytes = inputStages == null ? 0 : inputStages.activationBytes();
        for (Block b : blocks) {
            bytes += b.activationBytes();
        }
        return bytes;
    }

    /** Returns the stages before the first weights; null without. */
    BlockStages inputStages() {
        return inputStages;
    }

    /** Returns the stages that the network ends with. */
    BlockStages outputStages() {
        return blocks[blocks.length - 1].stages();
    }

    /** Returns whether the network has residual connections. */
    boolean residual() {
        return residual;
    }

    Block block(int l) {
        return blocks[l];
    }

    @Override
    public int depth() {
        return blocks.length;
    }

    @Override
    public Layer layer(int l) {
        return blocks[l];
    }

    @Override
    public void forward(Matrix x, Activations[] pass) {
        computeInputStages(x, pass);
        for (int l = 0; l < blocks.length; l++) {
            Matrix in = connect(l, x, pass);
            blocks[l].pass(in, pass[l]);
            disconnect(l, pass);
        }
    }

    @Override
    public void forward(Matrix x, Activations[] pass, PreActivationHook preActivationHook) {
        computeInputStages(x, pass);
        for (int l = 0; l < blocks.length; l++) {
            blocks[l].pass(connect(l, x, pass), pass[l], preActivationHook);
            disconnect(l, pass);
        }
    }

    private void computeInputStages(Matrix x, Activations[] pass) {
        if (inputStages != null) {
            LayerActivations t = ((LayerActivations) pass[0]).beforeWeights;
            t.pre.set(x);
            inputStages.passes().forward(t);
        }
    }

    /** Returns the input of a layer, and connects it with what residual connections bring. */
    private Matrix connect(int l, Matrix x, Activations[] pass) {
        if (!residual && l > 0) {
            return pass[l - 1].output();
        }
        BlockStages.Tap input = blocks[l].input();
        LayerActivations from = input.in(pass);
        if (residual) {
            LayerActivations t = (LayerActivations) pass[l];
            t.source = input.beforeWeights() ? null : from;
            blocks[l].stages().connect(t, x, pass);
        }
        return from == null ? x : from.at(input.place());
    }

    private void disconnect(int l, Activations[] pass) {
        if (residual) {
            blocks[l].stages().disconnect((LayerActivations) pass[l]);
        }
    }

    @Override
    public void forward(Matrix x, Activations[] pass, float c, Matrix direction) {
        float[] here = arena.active();
        arena.setActive(arena.shifted(c, ArrayMatrix.of(direction).data()));
        try {
            forward(x, pass);
        } finally {
            arena.setActive(here);
        }
    }

    @Override
    public void credit(float scale, Matrix direction) {
        arena.credit(scale, ArrayMatrix.of(direction).data());
    }
}
