package dev.engram.testkit.junit;

import dev.engram.spi.Activation;

/** Checks the contract of activations. Extend it, and return the components. */
public abstract class ActivationContractTest extends ContractTest<Activation> {}
