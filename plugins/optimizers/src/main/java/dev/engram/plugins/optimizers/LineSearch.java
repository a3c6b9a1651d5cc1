package dev.engram.plugins.optimizers;

import dev.engram.spi.Step;

/**
 * Line search: a step length along a direction. With phi(a) = f(theta - a d):
 *
 * <pre>
 * sufficient decrease (Armijo)     phi(a) <= phi(0) + c1 a phi'(0)
 * curvature (strong Wolfe)         |phi'(a)| <= c2 |phi'(0)|
 * </pre>
 *
 * Bracketing and zooming as in Nocedal and Wright 2006, algorithms 3.5 and 3.6, with cubic interpolation.
 */
final class LineSearch {
    /** Largest number of evaluations. Float losses rarely distinguish more points of one line. */
    private static final int MAX_EVALUATIONS = 15;
    /** Smallest and largest ratio of a step length outside the bracket to the last one. */
    private static final double MIN_EXTRAPOLATION = 1.01, MAX_EXTRAPOLATION = 10;
    /** Smallest distance of a new point from both ends of the bracket, as a fraction of its width. */
    private static final double BRACKET_MARGIN = 0.02;
    /** Number of evaluations between bisections; interpolation alone may converge slowly. */
    private static final int BISECTION_INTERVAL = 4;

    private LineSearch() {}

    /**
     * Returns the first step length tried that satisfies both conditions. If none does, returns the best with
     * sufficient decrease, or 0. The gradient afterwards is that of the last point tried. {@link #move} must have
     * computed the first point.
     *
     * @param d direction, to be subtracted
     * @param slope derivative of f along -d at theta, negative
     */
    static float strongWolfe(Step s, float[] d, double slope, float first, double c1, double c2) {
        double start = s.loss();
        double lo = 0, fLo = start, sLo = slope, hi = 0, fHi = start, sHi = slope;
        boolean bracketed = false;
        float a = first;
        for (int k = 1; k <= MAX_EVALUATIONS; k++) {
            double f = evaluate(s, d, a, k), fa = -s.dot(s.gradient(), d);
            if (!(f <= start + c1 * a * slope) || lo > 0 && f >= fLo) {
                hi = a;
                fHi = f;
                sHi = fa;
                bracketed = true;
            } else {
                if (Math.abs(fa) <= -c2 * slope) {
                    return a;
                }
                if (bracketed ? fa * (hi - lo) >= 0 : fa >= 0) {
                    hi = lo;
                    fHi = fLo;
                    sHi = sLo;
                    bracketed = true;
                }
                double last = lo, fLast = fLo, sLast = sLo;
                lo = a;
                fLo = f;
                sLo = fa;
                if (!bracketed) {
                    a = (float) clamp(
                            cubicMinimizer(last, fLast, sLast, lo, fLo, sLo),
                            MIN_EXTRAPOLATION * a,
                            MAX_EXTRAPOLATION * a);
                    continue;
                }
            }
            double least = Math.min(lo, hi), width = Math.abs(hi - lo);
            double next = k % BISECTION_INTERVAL == 0 ? least + width / 2 : cubicMinimizer(lo, fLo, sLo, hi, fHi, sHi);
            a = (float) clamp(next, least + BRACKET_MARGIN * width, least + (1 - BRACKET_MARGIN) * width);
            if (a == (float) lo || a == (float) hi) {
                break; // no float between the ends
            }
        }
        return (float) lo;
    }

    /**
     * Returns the longest of first, first / 2, first / 4 ... with sufficient decrease, or 0 if there is none. {@link
     * #move} must have computed the first point.
     */
    static float armijo(Step s, float[] d, double slope, float first, double c1) {
        double start = s.loss();
        float a = first;
        for (int k = 1; k <= MAX_EVALUATIONS; k++, a /= 2) {
            if (evaluate(s, d, a, k) <= start + c1 * a * slope) {
                return a;
            }
        }
        return 0;
    }

    /** Computes the numbers of [from, to) of the point to evaluate at step length a. */
    static void move(Step s, float[] d, float a, int from, int to) {
        float[] theta = s.theta(), trial = trial(s);
        for (int i = from; i < to; i++) {
            trial[i] = theta[i] - a * d[i];
        }
    }

    private static float[] trial(Step s) {
        return s.scratch("trial", 1, s.theta().length).data();
    }

    /** Evaluates the k-th point; the first one has been computed before. */
    private static double evaluate(Step s, float[] d, float a, int k) {
        if (k > 1) {
            move(s, d, a, s.from(), s.to());
        }
        return s.evaluate(trial(s));
    }

    /** Returns the minimizer of the cubic with these values and slopes, or NaN if it has none. */
    private static double cubicMinimizer(double a, double fa, double sa, double b, double fb, double sb) {
        double u = sa + sb - 3 * (fa - fb) / (a - b);
        double v = Math.sqrt(u * u - sa * sb) * (b > a ? 1 : -1);
        return b - (b - a) * (sb + v - u) / (sb - sa + 2 * v);
    }

    private static double clamp(double x, double least, double most) {
        double middle = (least + most) / 2;
        if (x >= least) {
            return Math.min(x, most);
        }
        return x < least ? least : middle; // NaN: the middle
    }
}
