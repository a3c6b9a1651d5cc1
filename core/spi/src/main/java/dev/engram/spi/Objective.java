package dev.engram.spi;

/**
 * The loss, bound to the output layer. All methods that return a number return the mean loss of the batch. Errors and
 * gradients have one row per example and are never divided by the batch size. {@link Scratch} arguments are
 * overwritten.
 */
public interface Objective {
    /**
     * Returns the mean loss and computes the error.
     *
     * @param output the activations of a layer of the shape of the output layer
     * @param targets the targets, rows x targets
     * @param delta overwritten with the gradient of the loss with respect to the <em>pre</em>-activations, rows x units
     */
    double valueAndError(Activations output, Matrix targets, Scratch delta);

    /** Computes the error of {@link #valueAndError} without the loss, which takes longer for most losses. */
    default void error(Activations output, Matrix targets, Scratch delta) {
        valueAndError(output, targets, delta);
    }

    /** Returns the mean loss, and overwrites {@code each}, rows x 1, with the loss of each example. */
    double valueAndLosses(Activations output, Matrix targets, Scratch each);

    /** Returns the mean loss of any outputs y, rows x targets. */
    double value(Matrix y, Matrix targets);

    /** Overwrites {@code gradient}, rows x targets, with the gradient of the loss with respect to any outputs y. */
    void gradient(Matrix y, Matrix targets, Scratch gradient);
}
