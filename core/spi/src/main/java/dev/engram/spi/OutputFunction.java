package dev.engram.spi;

/**
 * The output functions that losses know by name. A loss that fits one of them can work on the pre-activation instead of
 * the output, where the error has a simple and stable form (softmax with cross-entropy: y - t).
 */
public enum OutputFunction {
    /** h = a */
    IDENTITY,
    /** h = 1/(1 + exp(-a)) */
    SIGMOID,
    /** h_i = exp(a_i) / sum_j exp(a_j) over a row */
    SOFTMAX,
    /** h = exp(a) */
    EXP,
    /** Anything else. */
    OTHER
}
