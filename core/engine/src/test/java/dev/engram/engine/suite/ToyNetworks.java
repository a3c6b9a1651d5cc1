package dev.engram.engine.suite;

import dev.engram.spi.Activation;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Rng;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import dev.engram.spi.data.Augmentation;
import java.nio.file.Path;

/** Rules, losses and parts of layers that have settings and do nothing. */
public final class ToyNetworks {
    private ToyNetworks() {}

    @Component("backprop")
    public record Backprop() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            throw new IncompatibleException("a toy");
        }
    }

    @Component("direct-feedback-alignment")
    public record DirectFeedback(
            @Hyper(value = "1", range = "(0,inf)") float scale,
            @Hyper("false") boolean sparse) implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            throw new IncompatibleException("a toy");
        }
    }

    @Component("delta")
    public record Delta() implements LocalRule {
        @Override
        public void learn(Synapses s) {}
    }

    @Component("layerwise")
    public record Layerwise(@Hyper("delta") LocalRule rule) implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            throw new IncompatibleException("a toy");
        }
    }

    @Component("cross-entropy")
    public record ToyCrossEntropy() implements LossFunction {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            return 0;
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {}
    }

    @Component("identity")
    public record ToyIdentity() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a;
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }
    }

    @Component("tanh")
    public record ToyTanh() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a;
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }
    }

    @Component("glorot-uniform")
    public record Glorot(
            @Hyper(value = "1", range = "(0,inf)") float gain) implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
    }

    @Component("zeros")
    public record Zeros() implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
    }

    @Component("fade")
    public record Fade() implements Augmentation {
        @Override
        public void apply(Example e) {}
    }

    /** An initialiser with a file, which no data set reads. */
    @Component("saved")
    public record Saved(@Hyper Path file) implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
    }
}
