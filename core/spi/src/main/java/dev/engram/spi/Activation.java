package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * What a layer does with its pre-activations: h = phi(a). Arrays hold whole rows, row by row from index 0, and share
 * one index; only the first {@code rows * cols} numbers are alive.
 */
public interface Activation extends ExtensionPoint {
    /** Fills {@code h} with phi({@code a}); {@code a} is only read. The two may be the same array. */
    void apply(float[] a, float[] h, int rows, int cols);

    /**
     * Replaces {@code delta}, the error at the output, by J' delta, the error at the pre-activation, where J is the
     * Jacobian of phi at {@code a}. {@code h = phi(a)} is at hand; both are only read.
     */
    void backward(float[] a, float[] h, float[] delta, int rows, int cols);

    /** The name under which losses know this function; {@code OTHER} where it has none. */
    default OutputFunction outputFunction() {
        return OutputFunction.OTHER;
    }

    /** Has it a slope that is good for learning? (A step function has none.) */
    default boolean differentiable() {
        return true;
    }

    /** The smallest value that can come out; rules that need activities that are never negative look at it. */
    default float min() {
        return Float.NEGATIVE_INFINITY;
    }

    /**
     * The usual case: one number in, one number out. The engine gives every such activation loops of its own, so that
     * one activation does not slow another down.
     */
    interface Elementwise extends Activation {
        /** phi(a) */
        float value(float a);

        /** d phi / d a at {@code a}, with {@code h = phi(a)} at hand. */
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
