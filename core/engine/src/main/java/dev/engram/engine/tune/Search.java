package dev.engram.engine.tune;

/** The placement of trials in a search space. The first n of more trials are always the same n. */
public enum Search {
    /** Quasi-random: the points of Sobol's sequence, which fill the space evenly for any number of trials. */
    SOBOL,
    /** Random points from named streams. */
    RANDOM,
    /** Every combination of listed values, in random order; with fewer trials, as many of them. */
    GRID
}
