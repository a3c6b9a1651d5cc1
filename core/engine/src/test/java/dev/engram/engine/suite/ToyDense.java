package dev.engram.engine.suite;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.DenseMap;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;

/**
 * A fully connected layer.
 */
@Component("dense")
public record ToyDense(
        @Hyper(range = "[1,1000000]", doc = "number of units")
        int units,

        @Hyper(value = "identity", doc = "activation of the units")
        Activation activation,

        @Hyper(value = "glorot-uniform", doc = "initialiser of the weights")
        Initialiser weights,

        @Hyper(value = "zeros", doc = "initialiser of the biases")
        Initialiser bias)
        implements SynapsesKind {
    @Override
    public AffineMap bind(LayerSetup setup) {
        return DenseMap.bind(setup, units);
    }
}
