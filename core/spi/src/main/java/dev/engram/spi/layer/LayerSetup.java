package dev.engram.spi.layer;

import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;

/**
 * What a layer can request when it is bound to its place in a network. All memory belongs to the engine. Request it in
 * {@code bind} and keep it in final fields, so that a step allocates nothing.
 */
public interface LayerSetup {
    /** Returns the shape of one input. */
    Shape input();

    /** Returns the operations that layers can use: products, convolutions, access to the numbers of a matrix. */
    LayerKernels kernels();

    /**
     * Declares the weights, which the initialiser of the kind fills. Synapses call it exactly once.
     *
     * @param rows the number of rows, such as the units of a dense layer or the maps of a convolution
     * @param cols the number of columns: all weights of one unit
     * @param fanIn the number of inputs of a unit, for the initialiser
     * @param fanOut the number of units that receive an input, for the initialiser
     */
    void weights(int rows, int cols, int fanIn, int fanOut);

    /**
     * Declares {@code n} biases, which the initialiser of the kind fills. Without it, or if the suite asks for no
     * biases, the layer has none.
     */
    void bias(int n);

    /** Declares a trained parameter of a stage, {@code n} numbers that begin with {@code start}. */
    LayerParameter parameter(String name, int n, float start);

    /**
     * Declares untrained state of a stage, such as running statistics: {@code n} numbers that begin with {@code start}.
     * It is saved with the run, and only {@link Stage#update} may change it.
     */
    LayerState state(String name, int n, float start);

    /**
     * Requests memory of floats in every forward pass. What {@link Stage#forward} writes there,
     * {@link Stage#backward} and {@link Stage#tangent} of the same pass can read.
     *
     * @param perExample the numbers for each example of the batch
     * @param fixed the numbers for the whole batch, after those of the examples
     * @return the index for {@link StagePass#floats}
     */
    int floats(int perExample, int fixed);

    /**
     * Requests memory of ints in every forward pass, see {@link #floats}. Returns the index for {@link StagePass#ints}.
     */
    int ints(int perExample);

    /** Returns a stage that applies an activation. */
    Stage activation(Activation function);

    /**
     * Returns the exception for an input of the wrong shape, with both shapes: "conv needs channels x height x width;
     * the layer before gives 128 features".
     *
     * @param needed the shape that is needed, in words
     */
    IncompatibleException mismatch(String needed);
}
