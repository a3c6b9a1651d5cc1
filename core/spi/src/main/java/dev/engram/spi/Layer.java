package dev.engram.spi;

import dev.engram.spi.shape.Shape;

/**
 * A layer: synapses, which map inputs to pre-activations (a dense matrix or a convolution), followed by stages, which
 * map pre-activations to outputs (activation, normalization, pooling, dropout, in the order of the network). A
 * learning rule decides how errors propagate between layers. Inside a layer, derivatives are exact.
 *
 * <p>Errors (delta, d) have one row per example and are never divided by the batch size. Shapes that do not match throw
 * {@link IllegalArgumentException}. Matrices that are passed in are only read, unless they are {@link Scratch}
 * arguments, which are overwritten.
 */
public interface Layer {
    /** Returns the position in the network, from 0; -1 for a layer that a rule has requested. */
    int index();

    /**
     * Returns the position of the layer whose output is the input of this one, -1 for the input of the network. In a
     * network without residual connections it is {@code index() - 1}.
     */
    int below();

    /** Returns the shape of the input of an example. */
    Shape inputShape();

    /** Returns the shape of the pre-activations of an example. */
    Shape unitShape();

    /** Returns the shape of the output of an example. */
    Shape outputShape();

    /** Returns the shape of what the last activation maps; that of the pre-activations if there is none. */
    Shape activationShape();

    /**
     * Returns at how many positions the same weights are applied: 1 for a dense layer, height x width of the
     * pre-activations for a convolution.
     */
    int positions();

    /**
     * Returns the number of parts into which the units at a position are divided, each with patches of its own: the
     * groups of a convolution, otherwise 1. The rows of the weights are divided in the same order.
     */
    int groups();

    /** Returns the multiply-adds of one example in {@link #affine}. */
    long multiplyAdds();

    /**
     * Returns the bytes that a forward pass keeps of one example: the pre-activations, the output of every stage, and
     * the memory per example that the stages have requested.
     */
    long activationBytes();

    /** Returns the number of inputs of an example. */
    int inputs();

    /** Returns the number of pre-activations of an example. */
    int units();

    /** Returns the number of outputs of an example; differs from {@link #units} only if the stage pools. */
    int outputs();

    /**
     * Returns the weights: units x inputs in a dense layer, maps x (channels * kernel) in a convolution. This is a
     * view, which always shows the current weights.
     */
    Matrix weights();

    /**
     * Returns the fan-in that initialisers see: the inputs of a unit. In a dense layer and in a convolution this is the
     * number of columns of the weights.
     */
    int fanIn();

    /**
     * Returns the fan-out that initialisers see: the units that receive an input, without regard to strides. In a dense
     * layer this is the number of rows of the weights; in a convolution it is maps x kernel, which is more.
     */
    int fanOut();

    /** Returns the last activation of the layer; the identity if it has none. */
    Activation activation();

    /** Returns a lower bound of the outputs. */
    float min();

    /** Returns whether the derivatives of all stages are useful for learning. */
    boolean differentiable();

    /** Returns whether each example is computed by itself; batch normalization couples the examples of a batch. */
    boolean separatesExamples();

    /** Returns the least number of examples in a training step: 2 for batch normalization of features, else 1. */
    int minExamples();

    /**
     * Returns whether the layer consists of full connections and an activation only. The weights are then units x
     * inputs, and a rule may multiply with them.
     */
    boolean plain();

    /**
     * Returns whether nothing but pooling follows the weights, and then an activation at the end, or neither. Such a
     * layer has a place in the energy of a network: the activation sees pooled drives.
     */
    boolean poolsBeforeActivation();

    /**
     * Computes a forward pass through synapses and stage.
     *
     * @param in the inputs, rows x inputs
     * @param activations overwritten with the results, including what {@link #backwardActivation} has stored there
     */
    void forward(Matrix in, Activations activations);

    /**
     * Computes a forward pass in which a hook may change the pre-activations before the stages see them.
     *
     * @param in the inputs, rows x inputs
     * @param activations overwritten with the results
     */
    void forward(Matrix in, Activations activations, Network.PreActivationHook hook);

    /** Overwrites {@code a}, rows x units, with the pre-activations {@code in} W' + b: the synapses alone. */
    void affine(Matrix in, Scratch a);

    /**
     * Overwrites {@code h}, rows x outputs, with phi({@code a}): the stage alone. Throws {@link IncompatibleException}
     * if the layer has other stages than an activation.
     */
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
     * Does the same as {@link #backwardActivation} for an error at {@link Activations#activationOutput}: what follows
     * the last activation is left out.
     *
     * @param delta rows x {@link #activationShape}
     * @param d overwritten with the error at the pre-activations, rows x units
     */
    void backwardFromActivation(Activations activations, Matrix delta, Scratch d);

    /**
     * Does the same for an error at {@link Activations#activationInput}: only what precedes the last activation is
     * passed. With pooling, each number goes to the places that it was computed from.
     *
     * @param delta rows x {@link #activationShape}
     * @param d overwritten with the error at the pre-activations, rows x units
     */
    void backwardBeforeActivation(Activations activations, Matrix delta, Scratch d);

    /**
     * Overwrites {@code d}, rows x units, with numbers that the pools of the layer map to {@code h}, rows x outputs.
     * The activation is left out. Throws {@link IncompatibleException} if the layer has stages that cannot be undone.
     *
     * @param activations the results of the forward pass, which has found the maxima
     */
    void unpool(Activations activations, Matrix h, Scratch d);

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
     * the point of a forward pass. In a network with residual connections, call it for all layers in increasing order.
     *
     * @param activations the results of the forward pass
     * @param dIn the direction of the inputs, rows x inputs: {@code dOut} of the layer {@link #below}; null for zero
     * @param direction the direction of all parameters, from {@link Setup#likeParameters}; null for zero
     * @param dPre overwritten with the derivative of the pre-activations, rows x units
     * @param dOut overwritten with the derivative of the outputs, rows x outputs
     */
    void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut);

    /**
     * Overwrites {@code dOut}, rows x outputs, with the derivative of the outputs along a direction of the
     * pre-activations, at the point of a forward pass: the stage alone.
     *
     * @param activations the results of the forward pass
     * @param dPre the direction, rows x units
     */
    void tangentActivation(Activations activations, Scratch dPre, Scratch dOut);

    /**
     * Adds to the gradient of all parameters of this layer (weights, biases and stage) what follows from the error
     * {@code d} at the pre-activations, rows x units, averaged over the batch.
     */
    void credit(Matrix d, Activations activations);

    /**
     * Adds {@code scale / rows * (post' pre)} to the gradient of the weights; in a convolution, the sum of such
     * products over all positions.
     *
     * @param post rows x units
     * @param pre rows x inputs
     */
    void accumulateOuterProduct(float scale, Matrix post, Matrix pre);

    /**
     * Adds {@code scale} times the mean row of {@code post}, rows x units, to the gradient of the biases, summed over
     * positions. Without biases, does nothing.
     */
    void creditBias(float scale, Matrix post);

    /**
     * Overwrites {@code patches}, (rows * {@link #positions}) x columns of the weights, with the inputs that each
     * position of a group sees. In a dense layer, these are the inputs themselves. Throws {@link IncompatibleException}
     * if the layer has no such inputs.
     *
     * @param group from 0, below {@link #groups}
     */
    void patches(int group, Matrix in, Scratch patches);
}
