package dev.engram.testkit.junit;

import dev.engram.spi.data.Augmentation;

/** Checks the contract of augmentations. Extend it, and return the components. */
public abstract class AugmentationContractTest extends ContractTest<Augmentation> {}
