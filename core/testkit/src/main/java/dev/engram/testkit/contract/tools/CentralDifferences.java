package dev.engram.testkit.contract.tools;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A derivative by central differences with Richardson extrapolation; its error is of order h^4.
 *
 * @param derivative the extrapolated derivative
 * @param left the difference quotient to the left
 * @param right the difference quotient to the right
 */
public record CentralDifferences(double derivative, double left, double right) {
    private static final double STEP = 1e-2;

    /** Returns the derivative of f at x, from its values at x - h, x - h/2, x, x + h/2 and x + h. */
    public static CentralDifferences of(DoubleUnaryOperator f, double x, double h) {
        double a = f.applyAsDouble(x - h),
                b = f.applyAsDouble(x - h / 2),
                c = f.applyAsDouble(x),
                d = f.applyAsDouble(x + h / 2),
                e = f.applyAsDouble(x + h);
        double wide = (e - a) / (2 * h), narrow = (d - b) / h;
        return new CentralDifferences((4 * narrow - wide) / 3, (c - a) / h, (e - c) / h);
    }

    /**
     * Returns the partial derivative with respect to x[i]; the width suits numbers near 0 or 1, such as probabilities.
     */
    public static CentralDifferences partial(float[] x, int i, ToDoubleFunction<float[]> value) {
        double near = Math.min(Math.abs(x[i]), Math.abs(1 - x[i])), h = STEP * Math.max(0.1, Math.min(1, near));
        float[] moved = x.clone();
        return of(
                v -> {
                    moved[i] = (float) v;
                    return value.applyAsDouble(moved);
                },
                x[i],
                (float) h);
    }

    /** Returns whether the one-sided derivatives differ by more than the curvature of a smooth function explains. */
    public boolean hasKink() {
        return Math.abs(left - right) > 0.2 * (1e-2 + Math.max(Math.abs(left), Math.abs(right)));
    }

    /** Returns the error of a claimed derivative, relative to the largest of both derivatives and {@code unit}. */
    public double relativeError(double claimed, double unit) {
        return Math.abs(derivative - claimed) / Math.max(unit, Math.max(Math.abs(derivative), Math.abs(claimed)));
    }
}
