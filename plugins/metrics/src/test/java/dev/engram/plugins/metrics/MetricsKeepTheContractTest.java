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
                new CalibrationError(15),
                new ConfusionMatrix(),
                new DeadUnits(),
                new ErrorRate(),
                new F1(),
                new Loss(),
                new Mae(),
                new NormRatio(),
                new Precision(),
                new R2(),
                new Recall(),
                new Rmse(),
                new Solved(),
                new UpdateNorm(),
                new UpdateRatio(),
                new WeightAngle(),
                new FeedbackDistance());
    }
}
