package dev.engram.plugins.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * An activation as a layer of its own, h = phi(a), for a place other than directly after the weights: after a
 * normalization or a residual branch. A dense or conv layer has a key {@code activation} for the usual place. The
 * shape does not change. Softmax is over all numbers of an example. Cost: no multiply-adds.
 */
@Component("activation")
public record ActivationLayer(
        @Hyper(doc = "the activation, such as relu") Activation function) implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        return setup.activation(function);
    }
}
