package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.MeasurementName;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.TrainingSettings.Curve;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.Metric;
import java.util.ArrayList;
import java.util.List;

/** Records the measurements of a run: losses, metrics on validation and test data, positions on a landscape. */
final class MetricRecorder {
    static final String VALIDATION = "validation";
    private static final String TEST = "test";

    private final PreparedRun run;
    private final List<Measurement> measurements = new ArrayList<>();

    MetricRecorder(PreparedRun run) {
        this.run = run;
    }

    /** Returns a live view of the measurements in the order in which they were made. */
    List<Measurement> measurements() {
        return measurements;
    }

    /** Adds the measurements of a checkpoint. */
    void restore(List<Measurement> before) {
        measurements.addAll(before);
    }

    /** Adds what a listener records. */
    void recordListened(long step, String phase, String metric, double value) {
        add(step, phase, metric, value);
    }

    /** Returns a metric of the validation data that was recorded after a step; NaN if there is none. */
    double validationMetric(long step, String metric) {
        for (int i = measurements.size() - 1; i >= 0 && measurements.get(i).step() == step; i--) {
            Measurement m = measurements.get(i);
            if (m.phase().equals(VALIDATION) && m.metric().equals(metric)) {
                return m.value();
            }
        }
        return Double.NaN;
    }

    private void add(long step, String phase, String metric, double value) {
        measurements.add(new Measurement(step, run.length().epochs(step), phase, metric, value));
    }

    void recordTrainingLoss(long step, double meanLoss) {
        add(step, "train", "loss", meanLoss);
    }

    /** Inspects the next step if a metric needs it. */
    void recordProbe(long step) {
        if (run.diagnostics() == null) {
            return;
        }
        run.diagnostics().inspect(step + 1);
        for (NamedComponent<Metric> g : run.metrics()) {
            if (g.component() instanceof Metric.OfTraining m) {
                m.compute(
                        run.diagnostics(),
                        (part, value) -> add(step, "probe", part.isEmpty() ? g.name() : g.name() + "/" + part, value));
            }
        }
    }

    /** Records the metrics of the validation data and returns the predictions. */
    Metric.Predictions recordValidation(long step) {
        return evaluate(
                step,
                VALIDATION,
                run.evaluation().split().validation(),
                run.stepper().evaluationPoint());
    }

    /** Records the metrics of the test data at a point, with their details, and returns the predictions. */
    Metric.Predictions recordTest(long step, float[] point) {
        Metric.Predictions p = evaluate(step, TEST, run.evaluation().split().test(), point);
        for (NamedComponent<Metric> g : run.metrics()) {
            if (g.component() instanceof Metric.OfPredictions m) {
                m.computeDetails(
                        p, (value, labels) -> add(step, TEST, MeasurementName.ofDetail(g.name(), labels), value));
            }
        }
        return p;
    }

    private Metric.Predictions evaluate(long step, String phase, int[] rows, float[] point) {
        Metric.Predictions p = run.evaluation().evaluator().predict(rows, point);
        for (NamedComponent<Metric> g : run.metrics()) {
            if (g.component() instanceof Metric.OfPredictions m) {
                add(step, phase, g.name(), m.compute(p));
            }
        }
        return p;
    }

    /** Records the curves that the settings ask for. Only for reports: no decision of a run may read them. */
    void recordCurves(long step, List<Curve> curves) {
        Split split = run.evaluation().split();
        float[] point = run.stepper().evaluationPoint();
        if (curves.contains(Curve.TEST) && split.test().length > 0) {
            evaluate(step, Measurement.TEST_CURVE, split.test(), point);
        }
        if (curves.contains(Curve.TRAINING)) {
            evaluate(step, Measurement.TRAINING_CURVE, split.training(), point);
        }
    }

    /** Records value and position on a landscape. */
    void recordPosition(long step, LandscapeSource l) {
        add(step, VALIDATION, "value", l.value(run.stepper().evaluationPoint()));
        recordCoordinates(step, VALIDATION);
    }

    /** Records the last point, and the stationary point near it. */
    void recordEndPoint(long step, LandscapeSource l) {
        EndPoint d = EndPoint.of(l.landscape(), run.stepper().evaluationPoint());
        add(step, TEST, "value", l.value(run.stepper().evaluationPoint()));
        if (!Double.isNaN(d.distance())) {
            add(step, TEST, "distance", d.distance());
        }
        recordCoordinates(step, TEST);
        add(step, Measurement.END, d.location(), d.distance());
    }

    private void recordCoordinates(long step, String phase) {
        float[] x = run.stepper().evaluationPoint();
        for (int i = 0; i < x.length; i++) {
            add(step, phase, "x" + i, x[i]);
        }
    }
}
