package dev.engram.plugins.losses;

/**
 * How the losses of the K outputs of one example become one number. Over the examples of a batch it is the mean, or the
 * sum where a suite's training says so.
 */
public enum Reduction {
    /** Every output counts in full: the error of one does not depend on how many there are. */
    SUM,
    /** Divided by K: learning rates can stay as they are when the number of outputs changes. */
    MEAN;

    static final String DOC = "sum or mean over the outputs of an example";

    /** The number that a sum over this many outputs is divided by. */
    int over(int outputs) {
        return this == MEAN ? outputs : 1;
    }
}
