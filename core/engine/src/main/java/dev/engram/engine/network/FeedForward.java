package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import java.util.List;

/** A chain of layers. */
final class FeedForward implements Network {
    private final Arena arena;
    private final BaseLayer[] baseLayers;
    private final List<Layer> layers;

    FeedForward(Arena arena, List<BaseLayer> layers) {
        this.arena = arena;
        this.baseLayers = layers.toArray(BaseLayer[]::new);
        this.layers = List.copyOf(layers);
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    /** Prepares all layers for a batch, or for a prediction if it is null. */
    void beginPass(Batch batch) {
        for (BaseLayer b : baseLayers) {
            b.beginPass(batch);
        }
    }

    BaseLayer baseLayer(int l) {
        return baseLayers[l];
    }

    @Override
    public int depth() {
        return baseLayers.length;
    }

    @Override
    public Layer layer(int l) {
        return baseLayers[l];
    }

    @Override
    public void forward(Matrix x, Activations[] pass) {
        Matrix in = x;
        for (int l = 0; l < baseLayers.length; l++) {
            baseLayers[l].forward(in, pass[l]);
            in = pass[l].output();
        }
    }

    @Override
    public void forward(Matrix x, Activations[] pass, PreActivationHook preActivationHook) {
        Matrix in = x;
        for (int l = 0; l < baseLayers.length; l++) {
            LayerActivations t = (LayerActivations) pass[l];
            t.in = in;
            baseLayers[l].affine(in, t.pre);
            preActivationHook.apply(l, t.pre);
            baseLayers[l].applyStage(t);
            in = t.out;
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
