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
        Arrays arrays,
        List<Feedback> feedback,
        List<Response> responses,
        Map<String, float[]> ruleState)
        implements Probe {
    /** Arrays of the size of the parameters. */
    private record Arrays(float[] theta, float[] pseudo, float[] gradient, float[] settled, float[] update) {}

    static TestProbe of(List<Parameter> parameters) {
        return new TestProbe(parameters, new Arrays(null, null, null, null, null), List.of(), List.of(), Map.of());
    }

    @Override
    public float[] theta() {
        return arrays.theta;
    }

    @Override
    public float[] pseudoGradient() {
        return arrays.pseudo;
    }

    @Override
    public float[] trueGradient() {
        return arrays.gradient;
    }

    @Override
    public float[] settledGradient() {
        return arrays.settled;
    }

    @Override
    public float[] update() {
        return arrays.update;
    }

    private TestProbe with(Arrays others) {
        return new TestProbe(parameters, others, feedback, responses, ruleState);
    }

    TestProbe gradients(float[] pseudo, float[] gradient) {
        return with(new Arrays(arrays.theta, pseudo, gradient, arrays.settled, arrays.update));
    }

    TestProbe withUpdate(float[] now, float[] by) {
        return with(new Arrays(now, arrays.pseudo, arrays.gradient, arrays.settled, by));
    }

    TestProbe settled(float[] gradient) {
        return with(new Arrays(arrays.theta, arrays.pseudo, arrays.gradient, gradient, arrays.update));
    }

    TestProbe feedback(Feedback... all) {
        return new TestProbe(parameters, arrays, List.of(all), responses, ruleState);
    }

    TestProbe responses(Response... all) {
        return new TestProbe(parameters, arrays, feedback, List.of(all), ruleState);
    }

    TestProbe ruleState(Map<String, float[]> state) {
        return new TestProbe(parameters, arrays, feedback, responses, state);
    }
}
