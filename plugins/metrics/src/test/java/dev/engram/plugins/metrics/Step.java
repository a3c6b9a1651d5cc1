package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Probe;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Parameter;
import java.util.List;

/** A step of training whose numbers a test writes down. */
record Step(List<Parameter> parameters, float[] theta, float[] pseudoGradient, float[] trueGradient, float[] update,
    List<Feedback> feedback, List<Response> responses) implements Probe {
  static Step of(List<Parameter> parameters) {
    return new Step(parameters, null, null, null, null, List.of(), List.of());
  }

  Step gradients(float[] pseudo, float[] gradient) {
    return new Step(parameters, theta, pseudo, gradient, update, feedback, responses);
  }

  Step moved(float[] now, float[] by) {
    return new Step(parameters, now, pseudoGradient, trueGradient, by, feedback, responses);
  }

  Step feedback(Feedback... all) {
    return new Step(parameters, theta, pseudoGradient, trueGradient, update, List.of(all), responses);
  }

  Step responses(Response... all) {
    return new Step(parameters, theta, pseudoGradient, trueGradient, update, feedback, List.of(all));
  }
}
