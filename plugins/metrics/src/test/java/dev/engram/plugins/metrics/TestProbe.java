package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Probe;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Parameter;
import java.util.List;

/** A training step with given numbers. */
record TestProbe(
        List<Parameter> parameters,
        float[] theta,
        float[] pseudoGradient,
        float[] trueGradient,
        float[] update,
        List<Feedback> feedback,
        List<Response> responses)
        implements Probe {
    static TestProbe of(List<Parameter> parameters) {
        return new TestProbe(parameters, null, null, null, null, List.of(), List.of());
    }

    TestProbe gradients(float[] pseudo, float[] gradient) {
        return new TestProbe(parameters, theta, pseudo, gradient, update, feedback, responses);
    }

    TestProbe withUpdate(float[] now, float[] by) {
        return new TestProbe(parameters, now, pseudoGradient, trueGradient, by, feedback, responses);
    }

    TestProbe feedback(Feedback... all) {
        return new TestProbe(parameters, theta, pseudoGradient, trueGradient, update, List.of(all), responses);
    }

    TestProbe responses(Response... all) {
        return new TestProbe(parameters, theta, pseudoGradient, trueGradient, update, feedback, List.of(all));
    }
}
