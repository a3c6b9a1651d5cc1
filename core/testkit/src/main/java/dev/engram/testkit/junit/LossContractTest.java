package dev.engram.testkit.junit;

import dev.engram.spi.LossFunction;

/** Checks the contract of losses. Extend it, and return the components. */
public abstract class LossContractTest extends ContractTest<LossFunction> {}
