package dev.engram.spi;

/** The examples of one step. Valid during that step only. */
public interface Batch {
    int rows();

    /** rows x inputs */
    Matrix inputs();

    /** rows x targets */
    Matrix targets();

    /** The class of a row, from 0; only where the data has classes ({@link Requirement#CLASSES}). */
    int label(int row);

    /**
     * A stream for this step: asked for again in the same step it repeats itself, in another step it is another one.
     * Keep the names as constants; one made anew in every step allocates.
     */
    Rng random(String name);
}
