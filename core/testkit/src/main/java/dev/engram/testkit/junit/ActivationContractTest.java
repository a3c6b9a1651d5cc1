package dev.engram.testkit.junit;

import dev.engram.spi.Activation;

/** The contract of activations. */
public abstract class ActivationContractTest extends ContractTest<Activation> {}
