package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.DenseMap;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;

/** A fully connected layer: a = W h + b, followed by the activation. */
public record Dense(int units, Activation activation, Initialiser weights, Initialiser bias) implements SynapsesKind {
    @Override
    public AffineMap bind(LayerSetup setup) {
        return DenseMap.bind(setup, units);
    }
}
