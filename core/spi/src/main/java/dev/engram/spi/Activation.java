package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * An activation function phi, which maps the pre-activations a of a layer to its outputs h.
 *
 * <p>Arrays hold {@code rows} examples of {@code cols} units, row by row from index 0. They may be longer: only the
 * first {@code rows * cols} numbers are used, and the others must not be written. Rows do not depend on each other.
 * Most activations implement {@link Elementwise}.
 */
public interface Activation extends ExtensionPoint {
    /** Overwrites {@code h} with phi({@code a}). {@code a} is only read, unless both are the same array. */
    void apply(float[] a, float[] h, int rows, int cols);

    /**
     * Back-propagates through phi. Overwrites {@code delta}, the gradient with respect to the outputs, with the
     * gradient with respect to the pre-activations: J' delta, where J is the Jacobian of phi at {@code a}. {@code a}
     * and {@code h = phi(a)} are only read. J must be symmetric.
     */
    void backward(float[] a, float[] h, float[] delta, int rows, int cols);

    /** Returns the name under which losses know this function; {@code OTHER} if it has none. */
    default OutputFunction outputFunction() {
        return OutputFunction.OTHER;
    }

    /** Returns whether the derivative is useful for learning. A step function returns false. */
    default boolean differentiable() {
        return true;
    }

    /** Returns a lower bound of the outputs. Some rules require that it is not negative. */
    default float min() {
        return Float.NEGATIVE_INFINITY;
    }

    /**
     * An activation that maps each number by itself. The engine compiles a separate loop for each such activation, so
     * that one does not slow another down.
     */
    interface Elementwise extends Activation {
        /** Returns phi(a). */
        float value(float a);

        /** Returns the derivative of phi at {@code a}, where {@code h = phi(a)}. */
        float derivative(float a, float h);

        @Override
        default void apply(float[] a, float[] h, int rows, int cols) {
            for (int i = 0, n = rows * cols; i < n; i++) {
                h[i] = value(a[i]);
            }
        }

        @Override
        default void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            for (int i = 0, n = rows * cols; i < n; i++) {
                delta[i] *= derivative(a[i], h[i]);
            }
        }
    }
}
