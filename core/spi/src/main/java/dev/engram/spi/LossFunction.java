package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * The loss of one example. Its outputs y and targets t are the numbers {@code from} to {@code to-1} of the arrays. The
 * engine averages over the batch. Arrays are only read, except for {@code out}.
 */
public interface LossFunction extends ExtensionPoint {
    /** Returns the loss of the example, not divided by anything. It is lowest for the correct output. */
    double value(float[] y, float[] t, int from, int to);

    /**
     * Overwrites {@code out[from]} to {@code out[to-1]} with the gradient of the loss with respect to y, and nothing
     * else. A loss with a kink documents which subgradient it uses there.
     */
    void gradient(float[] y, float[] t, float[] out, int from, int to);

    /** Returns whether the gradient is useful for learning. The number of wrong answers returns false. */
    default boolean differentiable() {
        return true;
    }

    /** Returns why the loss cannot be used with such outputs; null if it can. */
    default String incompatibility(OutputFunction output) {
        return null;
    }

    /** Returns why the loss cannot be used with such targets; null if it can. */
    default String incompatibility(Targets targets) {
        return null;
    }

    /**
     * The coding of targets.
     *
     * @param classes whether the targets encode classes
     * @param columns the number of targets of an example
     * @param signed whether classes are encoded with -1 in place of 0
     */
    record Targets(boolean classes, int columns, boolean signed) {}

    /**
     * Returns the loss fused with an output function, in a numerically stable form. If it returns null, the engine
     * combines {@link #gradient} with the activation.
     */
    default Fused fuse(OutputFunction output) {
        return null;
    }

    /** A loss fused with an output function: a function of the pre-activations a, where y = phi(a). */
    interface Fused {
        /** Returns the loss of the example, as {@link LossFunction#value}. */
        double value(float[] a, float[] y, float[] t, int from, int to);

        /**
         * Overwrites {@code out[from]} to {@code out[to-1]} with the gradient of the loss with respect to a, and
         * nothing else.
         */
        void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to);

        /**
         * Does the same, with the same bits, for examples one after the other from index 0 on: {@code rows} of them
         * with {@code cols} numbers each. Overridden where that is faster than one call for each.
         */
        default void gradients(float[] a, float[] y, float[] t, float[] out, int rows, int cols) {
            for (int from = 0, n = rows * cols; from < n; from += cols) {
                gradient(a, y, t, out, from, from + cols);
            }
        }
    }
}
