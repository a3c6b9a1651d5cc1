package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/** The initial values of the weights or the biases of a layer. */
public interface Initialiser extends ExtensionPoint {
    /**
     * Overwrites {@code w[from]} to {@code w[to-1]}, the numbers of one parameter, row by row, and nothing else.
     *
     * @param fanIn the number of inputs of a unit
     * @param fanOut the number of units that receive an input
     * @param rng the random stream of this parameter; it depends on the seed and on the name of the parameter
     */
    void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng);

    /** Returns whether the layer has no biases if this is the initialiser of its biases. */
    default boolean omitted() {
        return false;
    }
}
