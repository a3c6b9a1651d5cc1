package dev.engram.testkit.junit;

import dev.engram.spi.Metric;

/** The contract of metrics. */
public abstract class MetricContractTest extends ContractTest<Metric> {}
