package dev.engram.testkit.junit;

import dev.engram.spi.Landscape;

/** The contract of landscapes. */
public abstract class LandscapeContractTest extends ContractTest<Landscape> {}
