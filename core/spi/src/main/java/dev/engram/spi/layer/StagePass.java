package dev.engram.spi.layer;

import dev.engram.spi.Rng;

/** One forward pass through a stage, and its memory. */
public interface StagePass {
    /** Returns the number of examples. */
    int rows();

    /** Returns whether the pass belongs to a training step; otherwise it is an evaluation. */
    boolean training();

    /** Returns the parameters of the run. Those of the stage are in the ranges of its {@link LayerParameter}s. */
    float[] parameters();

    /** Returns the direction of the parameters in {@link Stage#tangent}, with the same ranges; null for zero. */
    float[] direction();

    /** Returns the memory that {@link LayerSetup#floats} gave this index. */
    float[] floats(int index);

    /** Returns the memory that {@link LayerSetup#ints} gave this index. */
    int[] ints(int index);

    /**
     * Returns the random stream of this stage for the current training step. Every call of a step returns a stream with
     * the same numbers, so that all passes of a step see the same noise. Throws {@link IllegalStateException} in an
     * evaluation.
     */
    Rng random();
}
