package dev.engram.spi;

/**
 * The input, pre-activations and outputs of one layer in one forward pass. A rule requests it with
 * {@link Setup#activations}; the next forward pass that uses it overwrites it.
 */
public interface Activations {
    /**
     * Returns the input of the layer, rows x inputs. It is the matrix that was passed to the forward pass, not a copy,
     * so later changes to that matrix are visible.
     */
    Matrix input();

    /** Returns the pre-activations, rows x units. */
    Matrix preActivation();

    /** Returns the outputs, rows x outputs. */
    Matrix output();

    /**
     * Returns the outputs of the last activation of the layer, before what follows it, such as pooling and dropout;
     * rows x {@link Layer#activationShape}. The pre-activations, if the layer has no activation.
     */
    Matrix activationOutput();

    /**
     * Returns the inputs of the last activation of the layer, after what precedes it, such as pooling or normalization;
     * rows x {@link Layer#activationShape}. The pre-activations, if the layer has no activation.
     */
    Matrix activationInput();
}
