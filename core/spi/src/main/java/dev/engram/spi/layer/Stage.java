package dev.engram.spi.layer;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;

/**
 * A bound stage: a function y = f(x) of the rows of a batch, with the products of its Jacobian J. Nothing is
 * approximated here, so the three operations must agree: the inner products of D with J u and of J' D with u are equal
 * for all D and u, where u and J' D include the parameters of the stage. Do not derive one from the other by symmetry.
 *
 * <p>All arrays hold rows x numbers from index 0, row by row. They may be longer: only the rows of the pass are used,
 * and other numbers must not be written.
 */
public interface Stage {
    /** Returns the shape of the output of an example. */
    Shape output();

    /** Overwrites {@code y} with f({@code x}), and stores in the memory of the pass what the other methods need. */
    void forward(StagePass pass, float[] x, float[] y);

    /**
     * Overwrites {@code d} with J' {@code delta}, the error at the input. Stores in the memory of the pass what
     * {@link #credit} needs.
     *
     * @param x the input of the pass
     * @param y the output of the pass
     * @param delta the error at the output, which is only read
     */
    void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d);

    /**
     * Overwrites {@code v} with J {@code u}, the derivative of the output along a direction of the input. With
     * {@link StagePass#direction}, adds the derivative along that direction of the parameters.
     */
    void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v);

    /**
     * Adds to {@code gradient}, in the ranges of the stage's parameters, the mean over the examples of what follows
     * from the error of the last {@link #backward} of this pass. Only for a stage with parameters.
     */
    default void credit(StagePass pass, float[] gradient) {
        // A stage without parameters.
    }

    /**
     * Updates the state of the stage. Called once per training step, after the first forward pass of the step; never in
     * an evaluation, and not for further passes of a step.
     */
    default void update(StagePass pass) {
        // A stage without state.
    }

    /** Returns a lower bound of the outputs, given that of the inputs. */
    default float min(float inputs) {
        return Float.NEGATIVE_INFINITY;
    }

    /** Returns whether the derivative is useful for learning. A step function returns false. */
    default boolean differentiable() {
        return true;
    }

    /** Returns the least number of examples in a training step; batch normalization of features needs two. */
    default int minExamples() {
        return 1;
    }

    /**
     * Returns whether the stage only selects numbers or averages them, such as max-pooling: f(x) = J(x) x, without
     * parameters or random numbers. Rules with an energy need such stages.
     */
    default boolean pooling() {
        return false;
    }

    /**
     * Overwrites {@code x} with an input that the stage maps to {@code y}, given the memory of a forward pass: each
     * maximum at its place, each mean at all places of its window. Throws {@link IncompatibleException} if the stage is
     * not a pool, or its windows overlap.
     */
    default void unpool(StagePass pass, float[] y, float[] x) {
        throw new IncompatibleException("the rule needs an inverse of every layer, so only activations and pools"
                + " whose windows do not overlap may follow the weights");
    }

    /**
     * Returns whether each example is computed by itself. Batch normalization returns false: in training, an example
     * changes the outputs of the others.
     */
    default boolean separatesExamples() {
        return true;
    }
}
