package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/** First values of a matrix of weights or of a bias. */
public interface Initialiser extends ExtensionPoint {
    /**
     * Fills {@code w[from] .. w[to-1]}, the numbers of one parameter, row by row.
     *
     * @param fanIn numbers that come into one unit
     * @param fanOut units that one input goes to
     * @param rng the parameter's own stream, keyed by the seed and the parameter's name: nobody else draws from it
     */
    void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng);
}
