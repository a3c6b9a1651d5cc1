package dev.engram.plugins.metrics;

import dev.engram.spi.Metric;
import dev.engram.testkit.junit.MetricContractTest;
import java.util.List;

class MetricsKeepTheContractTest extends MetricContractTest {
    @Override
    protected List<Metric> components() {
        return List.of(
                new Accuracy(),
                new Alignment(),
                new DeadUnits(),
                new ErrorRate(),
                new Loss(),
                new NormRatio(),
                new Solved(),
                new UpdateNorm(),
                new UpdateRatio(),
                new WeightAngle());
    }
}
