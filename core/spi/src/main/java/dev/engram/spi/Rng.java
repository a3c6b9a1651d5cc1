package dev.engram.spi;

/**
 * A stream of random numbers. Its numbers depend only on the seed, the name of the stream and the step, and are the
 * same on every machine. Streams are independent: drawing from one does not change another.
 */
public interface Rng {
    /** Returns a uniformly distributed number in [0,1), a multiple of 2^-24. */
    float uniform();

    /** Returns a normally distributed number, with mean 0 and variance 1. */
    float gaussian();

    /** Returns one of 0 to n-1, all with exactly the same probability. */
    int uniformInt(int n);
}
