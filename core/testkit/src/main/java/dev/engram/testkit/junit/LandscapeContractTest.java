package dev.engram.testkit.junit;

import dev.engram.spi.Landscape;

/** Checks the contract of landscapes. Extend it, and return the components. */
public abstract class LandscapeContractTest extends ContractTest<Landscape> {}
