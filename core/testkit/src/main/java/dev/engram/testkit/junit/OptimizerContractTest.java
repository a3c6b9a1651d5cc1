package dev.engram.testkit.junit;

import dev.engram.spi.Optimizer;

/** Checks the contract of optimizers. Extend it, and return the components. */
public abstract class OptimizerContractTest extends ContractTest<Optimizer> {}
