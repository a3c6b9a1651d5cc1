package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * L-BFGS: a quasi-Newton direction, estimated from the last few steps s and gradient changes y.
 *
 * <pre>
 * d = H g by the two-loop recursion, from H_0 = (s'y / y'y) I of the newest pair;    d = g without a pair
 * theta <- theta - a d        a starts at rate, without a pair at rate * min(1, 1 / |g|_1)
 * search   strong-wolfe       f <= f_0 + c1 a f'_0 and |f'| <= c2 |f'_0|, bracketing and cubic interpolation
 *          armijo             a is halved until f <= f_0 + c1 a f'_0
 *          none               a keeps its initial value, as in PyTorch by default
 * </pre>
 *
 * A pair is stored only where s'y > 1e-10. Where the line search finds no decrease, the parameters stay unchanged
 * and the pairs are discarded. State: 2 * memory + 2 numbers per parameter. A step costs at least one more
 * evaluation, except with {@code search: none}. Needs the whole training set in every batch and a true gradient:
 * with a different batch, y would be noise. PyTorch's memory is 100 by default.
 * Nocedal 1980; Liu and Nocedal 1989; line search: Nocedal and Wright 2006, section 3.5.
 */
@Component("l-bfgs")
public record Lbfgs(
        @Hyper(value = "1", range = "[0,inf)", doc = "initial step length of the line search")
        float rate,

        @Hyper(value = "10", range = "[1,100]", doc = "number of stored pairs of steps and gradient changes")
        int memory,

        @Hyper(value = "strong-wolfe", doc = "line search: strong-wolfe, armijo or none")
        Search search,

        @Hyper(value = "1e-4", range = "(0,0.5)", doc = "c1, the sufficient decrease coefficient")
        float decrease,

        @Hyper(value = "0.9", range = "(0,1)", doc = "c2, the curvature coefficient")
        float curvature)
        implements Optimizer {
    /** Conditions of the line search. */
    public enum Search {
        STRONG_WOLFE,
        ARMIJO,
        NONE
    }

    private static final double MIN_CURVATURE = 1e-10;
    private static final int MAX_MEMORY = 100;
    /** Created once, because a step must not allocate. */
    private static final List<String> STEPS =
            IntStream.range(0, MAX_MEMORY).mapToObj(k -> "step " + k).toList();

    private static final List<String> CHANGES =
            IntStream.range(0, MAX_MEMORY).mapToObj(k -> "change " + k).toList();

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), d = s.scratch("direction", 1, g.length).data();
        storeCurvaturePair(s);
        int n = (int) s.scalar("pairs", 0).get();
        twoLoopRecursion(s, n, d);
        double slope = -s.dot(g, d);
        if (!(slope <= 0)) { // rounding has spoilt the pairs, or the gradient is NaN
            n = 0;
            copy(s, g, d);
            slope = -s.dot(g, g);
        }
        float first = n > 0 ? rate : rate * (float) Math.min(1, 1 / l1Norm(s, g));
        float a = switch (search) {
            case STRONG_WOLFE -> LineSearch.strongWolfe(s, d, slope, first, decrease, curvature);
            case ARMIJO -> LineSearch.armijo(s, d, slope, first, decrease);
            case NONE -> first;
        };
        s.scalar("pairs", 0).set(a > 0 ? n : 0);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] = a * d[i];
        }
    }

    /** Stores the last step and the change that it made to the gradient. */
    private void storeCurvaturePair(Step s) {
        float[] g = s.gradient(), th = s.theta(), last = s.slot("last", th), lastG = s.slot("last gradient", g);
        Step.Scalar pairs = s.scalar("pairs", 0);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            last[i] = th[i] - last[i];
            lastG[i] = g[i] - lastG[i];
        }
        // A pair without curvature is not stored, because the pair that it would replace is still in use.
        if (s.dot(last, lastG) > MIN_CURVATURE) {
            int k = (int) pairs.get() % memory;
            copy(s, last, s.slot(STEPS.get(k)));
            copy(s, lastG, s.slot(CHANGES.get(k)));
            pairs.set(pairs.get() + 1);
        }
        copy(s, th, last);
        copy(s, g, lastG);
    }

    /** The two-loop recursion: d = H g. */
    private void twoLoopRecursion(Step s, int n, float[] d) {
        double[] alpha = s.scratch("alpha", memory), curvatures = s.scratch("curvatures", memory);
        copy(s, s.gradient(), d);
        int oldest = Math.max(0, n - memory);
        for (int k = n - 1; k >= oldest; k--) {
            float[] a = s.slot(STEPS.get(k % memory)), b = s.slot(CHANGES.get(k % memory));
            curvatures[k % memory] = s.dot(a, b);
            alpha[k % memory] = s.dot(a, d) / curvatures[k % memory];
            axpy(s, -alpha[k % memory], b, d);
        }
        if (n > 0) {
            float[] b = s.slot(CHANGES.get((n - 1) % memory));
            float scale = (float) (curvatures[(n - 1) % memory] / s.dot(b, b));
            for (int i = s.from(), to = s.to(); i < to; i++) {
                d[i] *= scale;
            }
        }
        for (int k = oldest; k < n; k++) {
            float[] a = s.slot(STEPS.get(k % memory)), b = s.slot(CHANGES.get(k % memory));
            axpy(s, alpha[k % memory] - s.dot(b, d) / curvatures[k % memory], a, d);
        }
    }

    private static double l1Norm(Step s, float[] g) {
        double sum = 0;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            sum += Math.abs(g[i]);
        }
        return sum;
    }

    private static void copy(Step s, float[] from, float[] to) {
        System.arraycopy(from, s.from(), to, s.from(), s.to() - s.from());
    }

    /** Computes y += c x. */
    private static void axpy(Step s, double c, float[] x, float[] y) {
        float by = (float) c;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            y[i] += by * x[i];
        }
    }
}
