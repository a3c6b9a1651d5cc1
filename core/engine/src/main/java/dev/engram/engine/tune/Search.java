package dev.engram.engine.tune;

/** How trials are placed in a search space. In each, the first n of more trials are the same n. */
public enum Search {
    /** Quasi-random: the points of Sobol's sequence, which fill the space evenly whatever their number. */
    SOBOL,
    /** Drawn from named streams. */
    RANDOM,
    /** Every combination of listed values, in random order; a budget that is smaller takes as many of them. */
    GRID
}
