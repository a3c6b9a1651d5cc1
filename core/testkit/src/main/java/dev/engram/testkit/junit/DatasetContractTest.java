package dev.engram.testkit.junit;

import dev.engram.spi.Dataset;

/** Checks the contract of data sets. Extend it, and return the components. */
public abstract class DatasetContractTest extends ContractTest<Dataset> {}
