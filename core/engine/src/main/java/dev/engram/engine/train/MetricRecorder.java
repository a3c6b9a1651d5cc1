package dev.engram.engine.train;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.Metric;
import java.util.ArrayList;
import java.util.List;

/** Writes down what is seen of a run: its metrics on validation and test data, its training, its way on a landscape. */
final class MetricRecorder {
    static final String VALIDATION = "validation";
    private static final String TEST = "test";

    private final PreparedRun a;
    private final List<Measurement> measurements = new ArrayList<>();

    MetricRecorder(PreparedRun a) {
        this.a = a;
    }

    /** All so far, in the order they were made; grows. */
    List<Measurement> measurements() {
        return measurements;
    }

    /** What was measured before the checkpoint that the run goes on from. */
    void restore(List<Measurement> before) {
        measurements.addAll(before);
    }

    private void add(long step, String phase, String metric, double value) {
        measurements.add(new Measurement(step, step / (double) a.stepsPerEpoch, phase, metric, value));
    }

    void recordTrainingLoss(long step, double meanLoss) {
        add(step, "train", "loss", meanLoss);
    }

    /** Looks at the coming step from outside, where a metric asks for that. */
    void recordProbe(long step) {
        if (a.diagnostics == null) {
            return;
        }
        a.diagnostics.inspect(step + 1);
        for (NamedComponent<Metric> g : a.metrics) {
            if (g.component() instanceof Metric.OfTraining m) {
                m.compute(
                        a.diagnostics,
                        (part, value) -> add(step, "probe", part.isEmpty() ? g.name() : g.name() + "/" + part, value));
            }
        }
    }

    /** Predictions for the validation data, measured. */
    Metric.Predictions recordValidation(long step) {
        return evaluate(step, VALIDATION, a.split.validation(), a.stepper.evaluationPoint());
    }

    /** Predictions for the test data at the point that was chosen, measured. */
    Metric.Predictions recordTest(long step, float[] point) {
        return evaluate(step, TEST, a.split.test(), point);
    }

    private Metric.Predictions evaluate(long step, String phase, int[] rows, float[] point) {
        Metric.Predictions p = a.evaluator.predict(rows, point);
        for (NamedComponent<Metric> g : a.metrics) {
            if (g.component() instanceof Metric.OfPredictions m) {
                add(step, phase, g.name(), m.compute(p));
            }
        }
        return p;
    }

    /** Where on a landscape the run is. */
    void recordPosition(long step, LandscapeSource l) {
        add(step, VALIDATION, "value", l.value(a.stepper.evaluationPoint()));
        recordCoordinates(step, VALIDATION);
    }

    /** The last point, and which of the stationary points that the landscape knows it is. */
    void recordEndPoint(long step, LandscapeSource l) {
        EndPoint d = EndPoint.of(l.landscape(), a.stepper.evaluationPoint());
        add(step, TEST, "value", l.value(a.stepper.evaluationPoint()));
        if (!Double.isNaN(d.distance())) {
            add(step, TEST, "distance", d.distance());
        }
        recordCoordinates(step, TEST);
        add(step, Measurement.END, d.location(), d.distance());
    }

    private void recordCoordinates(long step, String phase) {
        float[] x = a.stepper.evaluationPoint();
        for (int i = 0; i < x.length; i++) {
            add(step, phase, "x" + i, x[i]);
        }
    }
}
