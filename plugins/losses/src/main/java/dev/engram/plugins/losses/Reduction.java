package dev.engram.plugins.losses;

/**
 * Reduction of the losses of the K outputs of one example to one number. Over the examples of a batch the loss is
 * the mean, or the sum if the suite's training sets it.
 */
public enum Reduction {
    /** The sum: the error of one output does not depend on their number. */
    SUM,
    /** The sum divided by K: learning rates need not change with the number of outputs. */
    MEAN;

    static final String DOC = "sum or mean over the outputs of an example";

    /** Returns the divisor of a sum over this many outputs. */
    int over(int outputs) {
        return this == MEAN ? outputs : 1;
    }
}
