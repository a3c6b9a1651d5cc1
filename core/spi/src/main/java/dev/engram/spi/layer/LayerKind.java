package dev.engram.spi.layer;

import org.pf4j.ExtensionPoint;

/**
 * A kind of layer with its hyperparameters. A component implements {@link SynapsesKind}, {@link StageKind} or
 * {@link ResidualKind}; the engine refuses other implementations.
 */
public interface LayerKind extends ExtensionPoint {}
