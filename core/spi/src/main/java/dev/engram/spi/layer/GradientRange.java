package dev.engram.spi.layer;

/** Where a layer writes the gradient of its weights or biases. */
public interface GradientRange {
    /** Returns the array that contains the gradient. */
    float[] array();

    /** Returns the index of the first number. */
    int from();

    /** Returns whether to add to the numbers that are there; otherwise they are stale and must be overwritten. */
    boolean accumulate();
}
