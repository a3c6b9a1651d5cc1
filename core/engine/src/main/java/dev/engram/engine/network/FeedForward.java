package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import java.util.List;

/** The layers of a network: a chain, with residual connections in some. */
final class FeedForward implements Network {
    private final Arena arena;
    private final Block[] blocks;
    private final List<Layer> layers;

    private final boolean residual;

    FeedForward(Arena arena, List<Block> layers, boolean residual) {
        this.arena = arena;
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
        for (int l = 0; l < blocks.length; l++) {
            Matrix in = connect(l, x, pass);
            blocks[l].forward(in, pass[l]);
            disconnect(l, pass);
        }
    }

    @Override
    public void forward(Matrix x, Activations[] pass, PreActivationHook preActivationHook) {
        for (int l = 0; l < blocks.length; l++) {
            blocks[l].forward(connect(l, x, pass), pass[l], preActivationHook);
            disconnect(l, pass);
        }
    }

    /** Returns the input of a layer, and connects it with what residual connections bring. */
    private Matrix connect(int l, Matrix x, Activations[] pass) {
        if (!residual) {
            return l == 0 ? x : pass[l - 1].output();
        }
        LayerActivations t = (LayerActivations) pass[l];
        BlockStages.Tap input = blocks[l].input();
        t.source = input.in(pass);
        blocks[l].stages().connect(t, x, pass);
        return t.source == null ? x : t.source.at(input.place());
    }

    private void disconnect(int l, Activations[] pass) {
        if (residual) {
            blocks[l].stages().disconnect((LayerActivations) pass[l]);
        }
    }

    @Override
    public void forward(Matrix x, Activations[] pass, float c, Matrix direction) {
        float[] here = arena.active();
        arena.setActive(arena.shifted(c, ArrayMatrix.of(direction).data));
        try {
            forward(x, pass);
        } finally {
            arena.setActive(here);
        }
    }

    @Override
    public void credit(float scale, Matrix direction) {
        arena.credit(scale, ArrayMatrix.of(direction).data);
    }
}
