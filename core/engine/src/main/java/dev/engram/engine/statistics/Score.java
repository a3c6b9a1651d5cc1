package dev.engram.engine.statistics;

/**
 * What a variant reached on a problem with a seed.
 *
 * @param problem such as a data set with a network
 * @param value NaN for a miss; infinite values count as they are
 */
public record Score(String problem, String variant, long seed, double value) {}
