package dev.engram.testkit.contract.tools;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A derivative by central differences, extrapolated to a width of 0 (Richardson): error of order h^4. Knows a kink when
 * it stands before one: there the slopes to the left and to the right differ.
 */
public record CentralDifferences(double derivative, double left, double right) {
    private static final double STEP = 1e-2;

    /** f is evaluated at x - h, x - h/2, x, x + h/2, x + h. */
    public static CentralDifferences of(DoubleUnaryOperator f, double x, double h) {
        double a = f.applyAsDouble(x - h),
                b = f.applyAsDouble(x - h / 2),
                c = f.applyAsDouble(x),
                d = f.applyAsDouble(x + h / 2),
                e = f.applyAsDouble(x + h);
        double wide = (e - a) / (2 * h), narrow = (d - b) / h;
        return new CentralDifferences((4 * narrow - wide) / 3, (c - a) / h, (e - c) / h);
    }

    /** Of a value in one number of an array; the width fits numbers that are near 0 or 1, as probabilities are. */
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

    /** Do the slopes on both sides agree, but for the curvature of a smooth function? */
    public boolean hasKink() {
        return Math.abs(left - right) > 0.2 * (1e-2 + Math.max(Math.abs(left), Math.abs(right)));
    }

    /** Distance from a claimed slope, relative to the larger of the slope and {@code unit}. */
    public double relativeError(double claimed, double unit) {
        return Math.abs(derivative - claimed) / Math.max(unit, Math.max(Math.abs(derivative), Math.abs(claimed)));
    }
}
