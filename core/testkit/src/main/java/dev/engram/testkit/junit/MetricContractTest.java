package dev.engram.testkit.junit;

import dev.engram.spi.Metric;

/** Checks the contract of metrics. Extend it, and return the components. */
public abstract class MetricContractTest extends ContractTest<Metric> {}
