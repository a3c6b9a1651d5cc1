package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Nonlinear conjugate gradients: each direction combines the gradient with the previous direction, so that on a
 * quadratic no step undoes another.
 *
 * <pre>
 * d     <- g + beta d;   theta <- theta - a d                    g_: the gradient of the step before, y = g - g_
 * beta   fletcher-reeves     g'g / g_'g_                polak-ribiere-plus   max(0, g'y / g_'g_)
 *        hestenes-stiefel    max(0, g'y / d'(g_ - g))   dai-yuan             g'g / d'(g_ - g)     d as subtracted
 * a      strong Wolfe: f <= f_0 + c1 a f'_0 and |f'| <= c2 |f'_0|
 *        starts at the last a times the last slope over this one; at first at rate * min(1, 1 / |g|_1)
 * </pre>
 *
 * Restarts with d = g every {@code restart} steps (0: the number of parameters), where |g'g_| exceeds {@code powell}
 * * |g|^2, where d is not a descent direction, and where the line search found no decrease. State: two numbers per
 * parameter. A step costs at least one more evaluation. Needs the whole training set in every batch and a true
 * gradient. On a quadratic in n dimensions, n steps suffice if the line search is exact (a small c2).
 * Fletcher and Reeves 1964; Polak and Ribiere 1969; Powell 1977; Nocedal and Wright 2006, section 5.2.
 */
@Component("conjugate-gradient")
public record ConjugateGradient(
        @Hyper(
                value = "polak-ribiere-plus",
                doc = "formula for beta: fletcher-reeves, polak-ribiere-plus, hestenes-stiefel or dai-yuan")
        Beta beta,

        @Hyper(value = "1", range = "[0,inf)", doc = "initial step length of the first line search")
        float rate,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "steps between restarts; 0: the number of parameters")
        int restart,

        @Hyper(value = "0.2", range = "(0,inf)", doc = "restart where |g'g_| exceeds this multiple of |g|^2 (Powell)")
        float powell,

        @Hyper(value = "1e-4", range = "(0,0.5)", doc = "c1, the sufficient decrease coefficient")
        float decrease,

        @Hyper(value = "0.1", range = "(0,1)", doc = "c2, the curvature coefficient")
        float curvature)
        implements Optimizer {
    /** Formulas for beta, the weight of the last direction. They agree on quadratics with an exact line search. */
    public enum Beta {
        FLETCHER_REEVES,
        POLAK_RIBIERE_PLUS,
        HESTENES_STIEFEL,
        DAI_YUAN
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), d = s.slot("direction"), last = s.slot("last gradient");
        Step.Scalar since = s.scalar("steps since the beginning", 0);
        Step.Scalar promise = s.scalar("last length times slope", 0);
        int from = s.from(), to = s.to();
        double gg = s.dot(g, g), share = since.get() > 0 ? computeBeta(s, g, d, last, gg) : 0;
        if (share == 0 || since.get() >= (restart > 0 ? restart : to - from)) {
            share = 0;
            since.set(0);
        }
        float lean = (float) share;
        for (int i = from; i < to; i++) {
            d[i] = g[i] + lean * d[i];
            last[i] = g[i];
        }
        double slope = -s.dot(g, d);
        if (!(slope < 0)) {
            System.arraycopy(g, from, d, from, to - from);
            since.set(0);
            slope = -gg;
        }
        float first = promise.get() < 0 && slope < 0
                ? (float) (promise.get() / slope)
                : rate * (float) Math.min(1, 1 / l1Norm(g, from, to));
        LineSearch.move(s, d, first, from, to);
        float a = LineSearch.strongWolfe(s, d, slope, first, decrease, curvature);
        promise.set(a * slope);
        since.set(a > 0 ? since.get() + 1 : 0);
        for (int i = from; i < to; i++) {
            g[i] = a * d[i];
        }
    }

    /** Returns beta, or 0 where Powell's test requires a restart. */
    private double computeBeta(Step s, float[] g, float[] d, float[] last, double gg) {
        double both = s.dot(g, last), before = s.dot(last, last);
        if (!(Math.abs(both) <= powell * gg)) {
            return 0;
        }
        double along = s.dot(d, last) - s.dot(d, g);
        double b = switch (beta) {
            case FLETCHER_REEVES -> gg / before;
            case POLAK_RIBIERE_PLUS -> (gg - both) / before;
            case HESTENES_STIEFEL -> (gg - both) / along;
            case DAI_YUAN -> gg / along;
        };
        return b > 0 && b < Double.POSITIVE_INFINITY ? b : 0;
    }

    private static double l1Norm(float[] g, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(g[i]);
        }
        return sum;
    }
}
