package dev.engram.spi;

/** The examples of one step. A rule must not use it, or its matrices, after the step. */
public interface Batch {
    /** Returns the number of examples. */
    int rows();

    /** Returns the inputs, rows x inputs. */
    Matrix inputs();

    /** Returns the targets, rows x targets. */
    Matrix targets();

    /** Returns the class of an example, from 0. Only for data with classes ({@link Requirement#CLASSES}). */
    int label(int row);

    /**
     * Returns a random stream for this step. Within a step, every call with the same name returns a stream with the
     * same numbers; in another step the numbers differ. Keep names as constants: a name that is built at every step
     * allocates.
     */
    Rng random(String name);
}
