package dev.engram.spi;

/**
 * All that a local rule can see and do: the synapses of one layer. The matrices belong to the engine and must not be
 * used after {@link LayerRule#learn} returns. {@link Scratch} arguments are overwritten; all others are only read.
 * Methods that change a gradient add to it. The optimizer subtracts the gradient, so a rule that strengthens a weight
 * adds with a negative scale.
 */
public interface Synapses {
    /** Returns the inputs, rows x inputs. */
    Matrix input();

    /** Returns the pre-activations without noise, rows x units. */
    Matrix preActivation();

    /** Returns the outputs without noise, rows x outputs. */
    Matrix output();

    /**
     * Returns the current weights, units x inputs. Throws {@link IncompatibleException} in a convolution, unless the
     * rule learns from each position ({@link LayerRule#perPosition}).
     */
    Matrix weights();

    /** Returns the signal that the rule uses ({@link LayerRule#signal}); null for {@code NONE}. */
    Matrix signal();

    /**
     * Returns the noise of this step before scaling, rows x units, normally distributed with variance 1; null if no
     * layer explores.
     */
    Matrix noise();

    /**
     * Overwrites {@code d}, rows x units, with the error at the pre-activations; {@code delta} is that at the outputs.
     */
    void backwardActivation(Matrix delta, Scratch d);

    /**
     * Adds to the gradients of weights, biases and stage what follows from the error {@code d} at the pre-activations.
     */
    void credit(Matrix d);

    /**
     * Adds {@code scale / rows * (post' pre)} to the gradient of the weights; {@code post} is rows x units, {@code pre}
     * is rows x inputs.
     */
    void accumulateOuterProduct(float scale, Matrix post, Matrix pre);

    /** Adds {@code scale * g} to the gradient of the weights; {@code g} has the shape of the weights. */
    void accumulate(float scale, Matrix g);

    /** Adds {@code scale} times the mean row of {@code post}, rows x units, to the gradient of the biases. */
    void creditBias(float scale, Matrix post);

    /**
     * Returns scratch memory with one row for each row of {@link #input}. Like all matrices below, it is created at the
     * first request of its name.
     */
    Scratch perExample(String name, int cols);

    /** Returns scratch memory of a fixed shape. */
    Scratch scratch(String name, int rows, int cols);

    /** Returns a matrix whose contents survive from step to step and are saved with the run; initially 0. */
    Scratch state(String name, int rows, int cols);

    /** Returns a constant random matrix, normally distributed with mean 0 and standard deviation {@code scale}. */
    Matrix fixedGaussian(String name, int rows, int cols, float scale);

    /** Returns a constant random matrix, uniformly distributed in [-limit, limit). */
    Matrix fixedUniform(String name, int rows, int cols, float limit);
}
