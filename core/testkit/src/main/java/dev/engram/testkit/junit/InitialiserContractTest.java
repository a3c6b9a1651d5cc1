package dev.engram.testkit.junit;

import dev.engram.spi.Initialiser;

/** Checks the contract of initialisers. Extend it, and return the components. */
public abstract class InitialiserContractTest extends ContractTest<Initialiser> {}
