package dev.engram.spi;

/** The loss as rules see it, bound to the output layer. Errors are per example, never divided by the batch size. */
public interface Objective {
    /** Mean loss; delta = the error at the output <em>pre</em>-activation, rows x units. */
    double valueAndError(Activations output, Matrix targets, Scratch delta);

    /** Mean loss; each = one loss per example, rows x 1. */
    double valueAndLosses(Activations output, Matrix targets, Scratch each);

    /** Mean loss of outputs that did not come out of a forward pass. */
    double value(Matrix y, Matrix targets);

    /** slope = d loss / d y at any outputs y. */
    void gradient(Matrix y, Matrix targets, Scratch slope);
}
