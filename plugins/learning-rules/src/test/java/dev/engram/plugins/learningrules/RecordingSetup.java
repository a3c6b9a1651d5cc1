package dev.engram.plugins.learningrules;

import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.LayerRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.List;
import java.util.function.Function;

/** A setup that records the feedback matrices it provides. */
record RecordingSetup(Setup real, List<Matrix> feedback) implements Setup {
    @Override
    public Matrix feedback(Layer layer, String name, float scale) {
        Matrix m = real.feedback(layer, name, scale);
        feedback.add(m);
        return m;
    }

    @Override
    public Network network() {
        return real.network();
    }

    @Override
    public Objective loss() {
        return real.loss();
    }

    @Override
    public int targets() {
        return real.targets();
    }

    @Override
    public Scratch perExample(int cols) {
        return real.perExample(cols);
    }

    @Override
    public Scratch perExample(int rows, int cols) {
        return real.perExample(rows, cols);
    }

    @Override
    public Scratch scratch(int rows, int cols) {
        return real.scratch(rows, cols);
    }

    @Override
    public Scratch likeParameters() {
        return real.likeParameters();
    }

    @Override
    public Activations activations(Layer layer) {
        return real.activations(layer);
    }

    @Override
    public Scratch state(String name, int rows, int cols) {
        return real.state(name, rows, cols);
    }

    @Override
    public Matrix fixedGaussian(String name, int rows, int cols, float scale) {
        Matrix m = real.fixedGaussian(name, rows, cols, scale);
        feedback.add(m);
        return m;
    }

    @Override
    public Matrix fixedUniform(String name, int rows, int cols, float limit) {
        Matrix m = real.fixedUniform(name, rows, cols, limit);
        feedback.add(m);
        return m;
    }

    @Override
    public Matrix coupled(Layer layer, String name, float decay) {
        return real.coupled(layer, name, decay);
    }

    @Override
    public Layer layer(String name, int inputs, int units, Activation activation) {
        return real.layer(name, inputs, units, activation);
    }

    @Override
    public Layer inverse(Layer layer, String name, Activation activation) {
        return real.inverse(layer, name, activation);
    }

    @Override
    public Layer head(String name, int inputs) {
        return real.head(name, inputs);
    }

    @Override
    public BoundRule local(Function<Layer, LayerRule> choice) {
        return real.local(choice);
    }

    @Override
    public BoundRule backward(FeedbackPath feedbackPath) {
        return real.backward(feedbackPath);
    }
}
