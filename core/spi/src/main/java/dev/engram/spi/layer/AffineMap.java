package dev.engram.spi.layer;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.Shape;
import java.util.List;

/**
 * The synapses of a bound layer: a map from inputs x to pre-activations a that is linear in x for given weights, and
 * linear in the weights for given x.
 *
 * <pre>
 * forward     a     = L(x, W) + b
 * backward    delta = the adjoint of x -&gt; L(x, M), applied to d
 * accumulate  G    += scale / rows * the adjoint of W -&gt; L(x, W), applied to post
 * </pre>
 *
 * <p>Rows are examples. Matrices are only read, unless they are {@link Scratch}. The engine checks their shapes before
 * it calls, and counts the multiply-adds. {@link LayerKernels} has the products; a map with loops of its own reads the
 * numbers with {@link LayerKernels#array}.
 */
public interface AffineMap {
    /** Returns the shape of the pre-activations of an example. */
    Shape output();

    /** Returns the multiply-adds of one example in {@link #forward}; the other operations cost the same. */
    long multiplyAdds();

    /**
     * Overwrites {@code a}, rows x units, with the map of {@code in}, rows x inputs.
     *
     * @param weights the weights, in the shape that was declared
     * @param bias the biases, n x 1; null for none
     */
    void forward(Matrix in, Matrix weights, Matrix bias, Scratch a);

    /**
     * Overwrites {@code delta}, rows x inputs, with the error at the inputs.
     *
     * @param d the error at the pre-activations, rows x units
     * @param m the matrix in place of the weights, in their shape
     */
    void backward(Matrix d, Matrix m, Scratch delta);

    /**
     * Adds {@code scale / rows} times the sum over examples (and positions) of post times pre to the gradient of the
     * weights.
     *
     * @param post rows x units
     * @param pre rows x inputs
     */
    void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient);

    /**
     * Adds {@code scale / rows} times the sum of {@code post} over examples and positions to the gradient of the
     * biases.
     */
    void accumulateBias(float scale, Matrix post, GradientRange gradient);

    /**
     * Returns at how many positions the same weights are applied: 1 for a dense layer, height x width of the map for a
     * convolution.
     */
    default int positions() {
        return 1;
    }

    /**
     * Returns the sizes into which files divide the weights, with the numbers in the same order: maps, channels, height
     * and width of a convolution. Empty for rows x columns.
     */
    default List<Integer> weightShape() {
        return List.of();
    }

    /**
     * Returns whether the weights are units x inputs and the map is the product with them, as in a dense layer. Rules
     * that multiply with the weights themselves need such layers.
     */
    default boolean dense() {
        return false;
    }

    /**
     * Returns the number of parts into which the units at a position are divided, each with patches of its own: the
     * groups of a convolution, otherwise 1. The rows of the weights are divided in the same order.
     */
    default int groups() {
        return 1;
    }

    /**
     * Overwrites {@code patches} with the inputs that each position of a group sees: one row per example and position,
     * in the order of the weights' columns. The product of the patches and the transposed weights of the group is its
     * pre-activations, one row per position. Rules that learn from each position use it.
     *
     * @param group from 0, below {@link #groups}
     * @param in rows x inputs
     * @param patches (rows * {@link #positions}) x columns of the weights
     */
    default void patches(int group, Matrix in, Scratch patches) {
        throw new IncompatibleException("the layer cannot be taken apart into patches, one for each position");
    }
}
