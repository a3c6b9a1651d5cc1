package dev.engram.testkit.junit;

import dev.engram.spi.layer.LayerKind;

/** Checks the contract of layers. Extend it, and return the components. */
public abstract class LayerContractTest extends ContractTest<LayerKind> {}
