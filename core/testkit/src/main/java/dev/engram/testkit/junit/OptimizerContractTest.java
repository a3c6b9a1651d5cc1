package dev.engram.testkit.junit;

import dev.engram.spi.Optimizer;

/** The contract of optimizers. */
public abstract class OptimizerContractTest extends ContractTest<Optimizer> {}
