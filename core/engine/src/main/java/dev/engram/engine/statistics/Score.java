package dev.engram.engine.statistics;

/**
 * The result of a variant on a problem with a seed.
 *
 * @param problem such as a data set with a network
 * @param value NaN for a miss; can be infinite
 */
public record Score(String problem, String variant, long seed, double value) {}
