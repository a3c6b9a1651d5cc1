package dev.engram.testkit.junit;

import dev.engram.spi.Initialiser;

/** The contract of initialisers. */
public abstract class InitialiserContractTest extends ContractTest<Initialiser> {}
