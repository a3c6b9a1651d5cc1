package dev.engram.testkit.junit;

import dev.engram.spi.Dataset;

/** The contract of data sets. */
public abstract class DatasetContractTest extends ContractTest<Dataset> {}
