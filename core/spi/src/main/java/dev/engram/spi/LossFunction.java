package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * Loss of one example, whose outputs y and targets t are the numbers {@code from .. to-1} of the arrays. The engine
 * takes the mean over the batch. Arrays are only read, except {@code out}.
 */
public interface LossFunction extends ExtensionPoint {
    /** The loss of this example, not divided by anything; least where the answer is right. */
    double value(float[] y, float[] t, int from, int to);

    /**
     * out = d value / d y: overwrites {@code out[from] .. out[to-1]}, whatever was there, and nothing else. A loss with a
     * kink says in its documentation which subgradient it takes there.
     */
    void gradient(float[] y, float[] t, float[] out, int from, int to);

    /** Has it a slope that is good for learning? (the number of wrong answers has none) */
    default boolean differentiable() {
        return true;
    }

    /** Why this loss cannot follow such an output activation; null where it can. */
    default String incompatibility(OutputFunction output) {
        return null;
    }

    /** Why this loss cannot serve such targets; null where it can. */
    default String incompatibility(Targets targets) {
        return null;
    }

    /**
     * How the targets of a data set are written.
     *
     * @param classes do they stand for classes?
     * @param columns numbers for one example
     * @param signed classes only: -1 in place of 0
     */
    record Targets(boolean classes, int columns, boolean signed) {}

    /** The stable form for an output activation that fits; null: the engine chains slope and activation. */
    default Fused fuse(OutputFunction output) {
        return null;
    }

    /** Value and error straight from the pre-activation a, with y = phi(a) at hand. */
    interface Fused {
        /** As {@link LossFunction#value}. */
        double value(float[] a, float[] y, float[] t, int from, int to);

        /** out = d value / d a; overwrites {@code out[from] .. out[to-1]} and nothing else. */
        void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to);
    }
}
