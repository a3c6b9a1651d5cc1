package dev.engram.spi;

/**
 * A layer: synapses, which map inputs to pre-activations (a dense matrix; later a convolution), followed by a stage,
 * which maps pre-activations to outputs (an activation; later normalisation, pooling, dropout or recurrence). A
 * learning rule decides how errors propagate between layers. Inside a layer, derivatives are exact.
 *
 * <p>Errors (delta, d) have one row per example and are never divided by the batch size. Shapes that do not match throw
 * {@link IllegalArgumentException}. Matrices that are passed in are only read, unless they are {@link Scratch}
 * arguments, which are overwritten.
 */
public interface Layer {
    /** Returns the position in the network, from 0; -1 for a layer that a rule has requested. */
    int index();

    /** Returns the number of inputs of an example. */
    int inputs();

    /** Returns the number of pre-activations of an example. */
    int units();

    /** Returns the number of outputs of an example; differs from {@link #units} only if the stage pools. */
    int outputs();

    /** Returns the weights, units x inputs in a dense layer. This is a view, which always shows the current weights. */
    Matrix weights();

    /** Returns the activation. */
    Activation activation();

    /**
     * Computes a forward pass through synapses and stage.
     *
     * @param in the inputs, rows x inputs
     * @param activations overwritten with the results, including what {@link #backwardActivation} has stored there
     */
    void forward(Matrix in, Activations activations);

    /** Overwrites {@code a}, rows x units, with the pre-activations {@code in} W' + b: the synapses alone. */
    void affine(Matrix in, Scratch a);

    /** Overwrites {@code h}, rows x outputs, with phi({@code a}): the stage alone. */
    void activate(Matrix a, Scratch h);

    /**
     * Back-propagates through the stage: from the error at the outputs to the error at the pre-activations. Stores in
     * {@code activations} what {@link #credit} needs for the parameters of the stage.
     *
     * @param activations the results of the forward pass
     * @param delta the error at the outputs, rows x outputs
     * @param d overwritten with the error at the pre-activations, rows x units; may be {@code delta} in a dense layer
     */
    void backwardActivation(Activations activations, Matrix delta, Scratch d);

    /**
     * Back-propagates through the synapses, with any matrix in place of the weights.
     *
     * @param d the error at the pre-activations, rows x units
     * @param m the matrix, with the shape of the weights; {@link #weights} for the true gradient
     * @param delta overwritten with the error at the inputs, rows x inputs: d m
     */
    void backwardAffine(Matrix d, Matrix m, Scratch delta);

    /**
     * Computes a Jacobian-vector product: the derivative of the outputs along a direction of inputs and parameters, at
     * the point of a forward pass. Assumes that the activation has a symmetric Jacobian, as elementwise ones and
     * softmax have.
     *
     * @param activations the results of the forward pass
     * @param dIn the direction of the inputs, rows x inputs; null for zero
     * @param direction the direction of all parameters, from {@link Setup#likeParameters}; null for zero
     * @param dPre overwritten with the derivative of the pre-activations, rows x units
     * @param dOut overwritten with the derivative of the outputs, rows x outputs
     */
    void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut);

    /**
     * Adds to the gradient of all parameters of this layer (weights, biases and stage) what follows from the error
     * {@code d} at the pre-activations, rows x units, averaged over the batch.
     */
    void credit(Matrix d, Activations activations);

    /**
     * Adds {@code scale / rows * (post' pre)} to the gradient of the weights.
     *
     * @param post rows x units
     * @param pre rows x inputs
     */
    void accumulateOuterProduct(float scale, Matrix post, Matrix pre);

    /** Adds {@code scale} times the mean row of {@code post}, rows x units, to the gradient of the biases. */
    void creditBias(float scale, Matrix post);
}
