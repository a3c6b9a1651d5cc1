package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Reshape;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * Turns channels x height x width into features without positions: h = a. The numbers keep their order, channel by
 * channel and row by row (as in PyTorch; Keras and Flax have the channel last), so it costs nothing. A dense layer
 * flattens its input by itself.
 */
@Component("flatten")
public record Flatten() implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        return new Reshape(setup.input().flattened());
    }
}
