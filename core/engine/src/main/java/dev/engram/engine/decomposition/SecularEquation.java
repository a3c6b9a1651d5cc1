package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import java.util.Arrays;

/**
 * The roots of f(x) = 1 / rho + sum of w_i / (p_i - x): with w_i = z_i^2, they are the eigenvalues of diag(p) + rho z
 * z' (LAPACK: dlaed4). Each root is computed as its distance from the nearest pole, by rational interpolation with the
 * two adjacent poles (Li 1993) between bounds that shrink.
 */
final class SecularEquation {
    private static final double ROUNDOFF = 0x1p-53;
    /** Three or four iterations are usual; the bounds meet after at most this many halvings. */
    private static final int MAX_ITERATIONS = 1100;

    /** Lengths of the sums are multiples of this. */
    private static final int MULTIPLE = 8;
    /** The distance of a pole that is not there: its terms are 0. */
    private static final double FAR = 1e300;

    /** The distances of all poles from the one that is nearest to the root; then poles that are not there. */
    private double[] distance = new double[0];

    private double[] weights = new double[0];
    private final double[] sums = new double[24];
    private double[] poles;
    private int k;
    private int padded;
    private double rho;
    private double low;
    private double high;

    void reserve(int n) {
        distance = new double[n + MULTIPLE];
        weights = new double[n + MULTIPLE];
    }

    /**
     * Sets the equation.
     *
     * @param poles in ascending order, all different
     * @param w positive, with sum 1
     * @param rho positive
     */
    void set(int k, double[] poles, double[] w, double rho) {
        this.k = k;
        this.padded = (k + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
        this.poles = poles;
        this.rho = rho;
        System.arraycopy(w, 0, weights, 0, k);
        Arrays.fill(weights, k, padded, 0);
        Arrays.fill(distance, k, padded, FAR);
    }

    /**
     * Returns root j: the one between poles j and j + 1, or above the last pole.
     *
     * @param fromRoot receives p_i - x for every pole, with a small relative error
     */
    double solve(int j, double[] fromRoot) {
        int origin = j;
        double x;
        if (k == 1) {
            distance[0] = 0;
            x = rho;
        } else if (j == k - 1) {
            x = iterate(k - 2, k - 1, lastGuess());
        } else {
            double gap = poles[j + 1] - poles[j];
            double middle = gap / 2;
            shift(j);
            double f = value(middle);
            boolean nearLeft = f > 0;
            origin = nearLeft ? j : j + 1;
            low = nearLeft ? 0 : -middle;
            high = nearLeft ? middle : 0;
            double rest = f + weights[j] / middle - weights[j + 1] / (gap - middle);
            double guess = guess(j, rest, gap, nearLeft);
            shift(origin);
            x = iterate(j, origin, guess);
        }
        for (int i = 0; i < k; i++) {
            fromRoot[i] = distance[i] - x;
        }
        return poles[origin] + x;
    }

    private void shift(int origin) {
        double pole = poles[origin];
        for (int i = 0; i < k; i++) {
            distance[i] = poles[i] - pole;
        }
    }

    private double value(double x) {
        DoubleKernels.poleSums(padded, weights, distance, x, sums);
        return 1 / rho + sums[0];
    }

    /** Solves the equation with the two poles adjacent to the root; the sum of the other terms is held constant. */
    private double guess(int j, double rest, double gap, boolean nearLeft) {
        double both = weights[j] + weights[j + 1];
        if (nearLeft) {
            double a = rest * gap + both;
            double b = weights[j] * gap;
            double root = Math.sqrt(Math.abs(a * a - 4 * b * rest));
            return a > 0 ? 2 * b / (a + root) : (a - root) / (2 * rest);
        }
        double a = rest * gap - both;
        double b = weights[j + 1] * gap;
        double root = Math.sqrt(Math.abs(a * a + 4 * b * rest));
        return a < 0 ? 2 * b / (a - root) : -(a + root) / (2 * rest);
    }

    /** Sets the bounds of the last root and returns a first guess. */
    private double lastGuess() {
        shift(k - 1);
        double middle = rho / 2;
        double gap = poles[k - 1] - poles[k - 2];
        double last = weights[k - 1];
        double before = weights[k - 2];
        double f = value(middle);
        double rest = f + last / middle + before / (gap + middle);
        low = f > 0 ? 0 : middle;
        high = f > 0 ? middle : 2 * rho;
        double a = before + last - rest * gap;
        double b = last * gap;
        double root = Math.sqrt(Math.abs(a * a + 4 * b * rest));
        return a < 0 ? 2 * b / (root - a) : (a + root) / (2 * rest);
    }

    /**
     * Returns the distance of the root from the pole {@code origin}.
     *
     * @param left the first of the two poles of the interpolation
     */
    private double iterate(int left, int origin, double guess) {
        double x = guess > low && guess < high ? guess : low + (high - low) / 2;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double f = value(x);
            if (Math.abs(f) <= ROUNDOFF * k * (1 / rho + sums[2])) {
                return x;
            }
            if (f < 0) {
                low = x;
            } else {
                high = x;
            }
            double next = x + step(left, origin, x, f, sums[1]);
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (next <= low || next >= high) {
                return x;
            }
            x = next;
        }
        return x;
    }

    /** Returns the step to the root of c + s / (p_left - x) + t / (p_right - x), with the value and slope of f. */
    private double step(int left, int origin, double x, double f, double slope) {
        double l = distance[left] - x;
        double r = distance[left + 1] - x;
        double gap = distance[left + 1] - distance[left];
        boolean last = r < 0;
        double c;
        if (last) {
            double lastSlope = weights[left + 1] / (r * r);
            c = Math.abs(f - l * (slope - lastSlope) - r * lastSlope);
        } else if (origin == left) {
            c = f - r * slope + gap * weights[left] / (l * l);
        } else {
            c = f - l * slope - gap * weights[left + 1] / (r * r);
        }
        double a = (l + r) * f - l * r * slope;
        double b = l * r * f;
        double root = Math.sqrt(Math.abs(a * a - 4 * b * c));
        double step;
        if (last) {
            step = a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
        } else {
            step = a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
        }
        return f * step < 0 ? step : -f / slope;
    }
}
