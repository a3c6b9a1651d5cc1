package dev.engram.spi;

/**
 * One named stream of random numbers. Counter based: two streams never disturb each other, and the same name, step and
 * seed give the same numbers everywhere.
 */
public interface Rng {
    /** In [0,1), a multiple of 2^-24. */
    float uniform();

    /** N(0,1) */
    float gaussian();

    /** One of 0 .. n-1, each exactly as likely as the others. */
    int uniformInt(int n);
}
