package dev.engram.spi;

/**
 * A rule that sees one layer's synapses and at most one broadcast signal: locality is a type, not a promise.
 */
public interface LocalRule extends LearningRule {
    /** The broadcast that a rule listens to. */
    enum Signal {
        NONE,
        /** rows x targets: the right answer */
        TARGET,
        /** rows x targets: the error at the network's output pre-activation */
        ERROR,
        /** rows x 1: how much better this trial went than the undisturbed one */
        REWARD
    }

    /** What it hears from outside the layer. */
    default Signal signal() {
        return Signal.NONE;
    }

    /** Standard deviation of the noise that the layer's units try out (with {@code REWARD}). */
    default float exploration() {
        return 0;
    }

    /** Credits one layer for the batch that it has just seen. */
    void learn(Synapses s);

    @Override
    default BoundRule bind(Setup setup) {
        return setup.local(layer -> this);
    }
}
