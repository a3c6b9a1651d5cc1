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

    /** Does nothing. */
    public interface ToyRule extends LearningRule {
        @Override
        default BoundRule bind(Setup setup) {
            throw new IncompatibleException("a toy");
        }
    }

    /** Does nothing. */
    public interface ToyLoss extends LossFunction {
        @Override
        default double value(float[] y, float[] t, int from, int to) {
            return 0;
        }

        @Override
        default void gradient(float[] y, float[] t, float[] out, int from, int to) {}
    }

    /** Does nothing. */
    public interface ToyActivation extends Activation.Elementwise {
        @Override
        default float value(float a) {
            return a;
        }

        @Override
        default float derivative(float a, float h) {
            return 1;
        }
    }

    /** Does nothing. */
    public interface ToyInitialiser extends Initialiser {
        @Override
        default void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
    }

    @Component("backprop")
    public record Backprop() implements ToyRule {}

    @Component("direct-feedback-alignment")
    public record DirectFeedback(
            @Hyper(value = "1", range = "(0,inf)") float scale,
            @Hyper("false") boolean sparse) implements ToyRule {}

    @Component("delta")
    public record Delta() implements LocalRule {
        @Override
        public void learn(Synapses s) {}
    }

    @Component("layerwise")
    public record Layerwise(@Hyper("delta") LocalRule rule) implements ToyRule {}

    @Component("cross-entropy")
    public record ToyCrossEntropy() implements ToyLoss {}

    @Component("identity")
    public record ToyIdentity() implements ToyActivation {}

    @Component("tanh")
    public record ToyTanh() implements ToyActivation {}

    @Component("glorot-uniform")
    public record Glorot(
            @Hyper(value = "1", range = "(0,inf)") float gain) implements ToyInitialiser {}

    @Component("zeros")
    public record Zeros() implements ToyInitialiser {}

    @Component("fade")
    public record Fade() implements Augmentation {
        @Override
        public void apply(Example e) {}
    }

    /** An initialiser with a file, which no data set reads. */
    @Component("saved")
    public record Saved(@Hyper Path file) implements ToyInitialiser {}
}
