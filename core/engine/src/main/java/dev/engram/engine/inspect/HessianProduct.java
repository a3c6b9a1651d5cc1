package dev.engram.engine.inspect;

import dev.engram.engine.data.Batches;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.step.LearningSource;
import java.util.Arrays;

/**
 * The product of the Hessian of the mean loss with a direction v: a central difference of two gradients of
 * back-propagation.
 *
 * <pre>
 *   H v = |v| (g(theta + h v / |v|) - g(theta - h v / |v|)) / (2 h),   h = 0.004 (1 + |theta|)
 * </pre>
 *
 * 0.004 is the third root of the unit roundoff of single precision. There the error of the difference, of order h^2, is
 * about as large as that of rounding, of order 1/h.
 */
final class HessianProduct {
    private static final double RELATIVE_STEP = 0.004;

    private final LearningSource source;
    private final Batches examples;
    private final float[] theta;
    private final double distance;

    /** @param theta the point at which the Hessian is taken */
    HessianProduct(LearningSource source, Batches examples, float[] theta) {
        this.source = source;
        this.examples = examples;
        this.theta = theta;
        double squares = 0;
        for (float x : theta) {
            squares += (double) x * x;
        }
        distance = RELATIVE_STEP * (1 + Math.sqrt(squares));
    }

    /** Overwrites {@code product}. Leaves the parameters as they are, and the gradient undefined. */
    void multiply(double[] direction, double[] product) {
        double squares = 0;
        for (double x : direction) {
            squares += x * x;
        }
        double length = Math.sqrt(squares);
        if (length == 0) {
            Arrays.fill(product, 0);
            return;
        }
        float[] ahead = gradient(direction, distance / length).clone();
        float[] behind = gradient(direction, -distance / length);
        for (int i = 0; i < product.length; i++) {
            product[i] = ((double) ahead[i] - behind[i]) * (length / (2 * distance));
        }
    }

    /** Returns the gradient at theta + c v, in the array of the arena. */
    private float[] gradient(double[] direction, double c) {
        Arena arena = source.arena();
        float[] point = new float[theta.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = (float) (theta[i] + c * direction[i]);
        }
        arena.setActive(point);
        try {
            source.learner().computeTrueGradient(examples);
        } finally {
            arena.setActive(arena.theta());
        }
        return arena.gradient();
    }
}
