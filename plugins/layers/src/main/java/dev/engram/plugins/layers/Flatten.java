package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Reshape;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * Treats channels x height x width as features without positions. The numbers and their order stay, channel by channel
 * and row by row, as in PyTorch. A dense layer does not need it.
 */
@Component("flatten")
public record Flatten() implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        return new Reshape(setup.input().flattened());
    }
}
