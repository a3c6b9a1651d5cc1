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
                new GradientError(GradientError.Reference.FORWARD),
                new GradientError(GradientError.Reference.SETTLED),
                new Loss(),
                new Mae(),
                new Mistakes(),
                new NormRatio(),
                new Precision(),
                new R2(),
                new Recall(),
                new Rmse(),
                new Sharpness(40, 0.0005),
                new Solved(),
                new UpdateNorm(),
                new UpdateRatio(),
                new WeightAngle(),
                new FeedbackDistance());
    }
}
