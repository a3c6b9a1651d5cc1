package dev.engram.testkit.junit;

import dev.engram.spi.LossFunction;

/** The contract of losses. */
public abstract class LossContractTest extends ContractTest<LossFunction> {}
