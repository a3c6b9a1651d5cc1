package dev.engram.plugins.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * An activation as a layer of its own, for places where it does not follow the synapses at once: h = phi(x). After a
 * normalization or after a residual sum, for example. Shapes stay.
 */
@Component("activation")
public record ActivationLayer(
        @Hyper(doc = "activation function") Activation function) implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        return setup.activation(function);
    }
}
