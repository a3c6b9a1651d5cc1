package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Probe;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Parameter;
import java.util.List;
import java.util.Map;

/** A training step with given numbers. */
record TestProbe(
        List<Parameter> parameters,
        float[] theta,
        float[] pseudoGradient,
        float[] trueGradient,
        float[] update,
        List<Feedback> feedback,
        List<Response> responses,
        float[] settledGradient,
        Map<String, float[]> ruleState)
        implements Probe {
    static TestProbe of(List<Parameter> parameters) {
        return new TestProbe(parameters, null, null, null, null, List.of(), List.of(), null, Map.of());
    }

    TestProbe gradients(float[] pseudo, float[] gradient) {
        return new TestProbe(
                parameters, theta, pseudo, gradient, update, feedback, responses, settledGradient, ruleState);
    }

    TestProbe withUpdate(float[] now, float[] by) {
        return new TestProbe(
                parameters, now, pseudoGradient, trueGradient, by, feedback, responses, settledGradient, ruleState);
    }

    TestProbe feedback(Feedback... all) {
        return new TestProbe(
                parameters,
                theta,
                pseudoGradient,
                trueGradient,
                update,
                List.of(all),
                responses,
                settledGradient,
                ruleState);
    }

    TestProbe responses(Response... all) {
        return new TestProbe(
                parameters,
                theta,
                pseudoGradient,
                trueGradient,
                update,
                feedback,
                List.of(all),
                settledGradient,
                ruleState);
    }

    TestProbe settled(float[] gradient) {
        return new TestProbe(
                parameters, theta, pseudoGradient, trueGradient, update, feedback, responses, gradient, ruleState);
    }

    TestProbe ruleState(Map<String, float[]> state) {
        return new TestProbe(
                parameters, theta, pseudoGradient, trueGradient, update, feedback, responses, settledGradient, state);
    }
}
