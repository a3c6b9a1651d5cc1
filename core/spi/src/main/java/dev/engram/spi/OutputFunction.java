package dev.engram.spi;

/**
 * The activations that losses know by name. A loss can be fused with a matching activation ({@link LossFunction#fuse}):
 * it then works on the pre-activations, where the gradient is simple and stable, such as y - t for softmax with
 * cross-entropy.
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
    /** Any other function. */
    OTHER
}
