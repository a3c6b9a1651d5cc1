package dev.engram.engine.train;

import dev.engram.engine.run.Measurement;
import dev.engram.spi.Metric;
import java.util.ArrayList;
import java.util.List;

/** Writes down what is seen of a run: its metrics on validation and test data, its training, its way on a landscape. */
final class Measuring {
  static final String VALIDATION = "validation";
  private static final String TEST = "test";

  private final Assembly a;
  private final List<Measurement> measurements = new ArrayList<>();

  Measuring(Assembly a) {
    this.a = a;
  }

  /** All so far, in the order they were made; grows. */
  List<Measurement> all() {
    return measurements;
  }

  /** What was measured before the checkpoint that the run goes on from. */
  void resume(List<Measurement> before) {
    measurements.addAll(before);
  }

  private void put(long step, String phase, String metric, double value) {
    measurements.add(new Measurement(step, step / (double) a.stepsPerEpoch, phase, metric, value));
  }

  void trained(long step, double meanLoss) {
    put(step, "train", "loss", meanLoss);
  }

  /** Looks at the coming step from outside, where a metric asks for that. */
  void probe(long step) {
    if (a.diagnostics == null) {
      return;
    }
    a.diagnostics.look(step + 1);
    for (Gauge g : a.gauges) {
      if (g.metric() instanceof Metric.OfTraining m) {
        m.compute(a.diagnostics, (part, value) -> put(step, "probe", part.isEmpty() ? g.name() : g.name() + "/" + part, value));
      }
    }
  }

  /** Predictions for the validation data, measured. */
  Metric.Predictions validate(long step) {
    return gauge(step, VALIDATION, a.split.validation(), a.stepper.viewed());
  }

  /** Predictions for the test data at the point that was chosen, measured. */
  Metric.Predictions test(long step, float[] point) {
    return gauge(step, TEST, a.split.test(), point);
  }

  private Metric.Predictions gauge(long step, String phase, int[] rows, float[] point) {
    Metric.Predictions p = a.evaluator.predict(rows, point);
    for (Gauge g : a.gauges) {
      if (g.metric() instanceof Metric.OfPredictions m) {
        put(step, phase, g.name(), m.compute(p));
      }
    }
    return p;
  }

  /** Where on a landscape the run is. */
  void locate(long step, LandscapeSource l) {
    put(step, VALIDATION, "value", l.value(a.stepper.viewed()));
    coordinates(step, VALIDATION);
  }

  /** The last point, and which of the stationary points that the landscape knows it is. */
  void arrive(long step, LandscapeSource l) {
    Destination d = Destination.of(l.landscape(), a.stepper.viewed());
    put(step, TEST, "value", l.value(a.stepper.viewed()));
    if (!Double.isNaN(d.distance())) {
      put(step, TEST, "distance", d.distance());
    }
    coordinates(step, TEST);
    put(step, Measurement.END, d.place(), d.distance());
  }

  private void coordinates(long step, String phase) {
    float[] x = a.stepper.viewed();
    for (int i = 0; i < x.length; i++) {
      put(step, phase, "x" + i, x[i]);
    }
  }
}
