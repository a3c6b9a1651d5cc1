package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

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
 * and the pairs are discarded. State: 2 * memory + 2 numbers per parameter. The recursion works on the inner products
 * of g and the pairs, so that a step reads each pair twice. It costs at least one more evaluation, except with
 * {@code search: none}. Needs the whole training set in every batch and a true gradient: with a different batch, y
 * would be noise. PyTorch's memory is 100 by default.
 * Nocedal 1980; Liu and Nocedal 1989; line search: Nocedal and Wright 2006, section 3.5.
 */
@Component(value = "l-bfgs", version = 2)
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
    /** Number of pairs before the first step, which has no last point. */
    private static final int NONE_YET = -1;
    /** Numbers that stay in the cache from the direction to the first point of the line search. */
    private static final int BLOCK = 2048;

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), d = s.scratch("direction", 1, g.length).data();
        float[][] pairs = s.slots("pair", 2 * places());
        double[] products = s.scratch("products", 2 * pairs.length);
        makePair(s, pairs, products);
        Step.Scalar discarded = s.scalar("discarded pairs", 0);
        int end = (int) s.scalar("pairs", NONE_YET).get(), first = Math.max((int) discarded.get(), end - memory);
        float start = first < end ? rate : cautiousRate(s, g);
        computeDirection(s, first, end, pairs, products, start, d);
        double slope = -s.dot(g, d);
        if (!(slope <= 0)) { // rounding has spoilt the pairs, or the gradient is NaN
            first = end;
            start = cautiousRate(s, g);
            scale(1, g, d, s.from(), s.to());
            LineSearch.move(s, d, start, s.from(), s.to());
            slope = -s.dot(g, g);
        }
        float a = switch (search) {
            case STRONG_WOLFE -> LineSearch.strongWolfe(s, d, slope, start, decrease, curvature);
            case ARMIJO -> LineSearch.armijo(s, d, slope, start, decrease);
            case NONE -> start;
        };
        discarded.set(a > 0 ? first : end);
        scale(a, d, g, s.from(), s.to());
    }

    /** Number of places for pairs: one holds the last parameters and gradient until they become a pair. */
    private int places() {
        return memory + 1;
    }

    /** Returns the initial step length without pairs. */
    private float cautiousRate(Step s, float[] g) {
        return rate * (float) Math.min(1, 1 / l1Norm(s, g));
    }

    /**
     * Replaces the last parameters and gradient by the step since then and the change that it made to the gradient, and
     * computes the products of all pairs with the gradient and this change. Without curvature, they are no pair.
     */
    private void makePair(Step s, float[][] pairs, double[] products) {
        Step.Scalar count = s.scalar("pairs", NONE_YET);
        int places = places(), n = (int) count.get();
        if (n == NONE_YET) {
            count.set(0);
            return;
        }
        int k = n % places, oldest = (n + 1) % places;
        subtractFrom(s, s.theta(), pairs[k]);
        subtractFrom(s, s.gradient(), pairs[places + k]);
        multiply(s, pairs, (oldest + 1) % places, memory, pairs[places + k], products);
        if (products[2 * k + 1] > MIN_CURVATURE) {
            products[2 * oldest + 1] = 0; // the new pair replaces the oldest one
            products[2 * (places + oldest) + 1] = 0;
            storeProducts(s, k, products);
            count.set(n + 1);
        } else {
            multiply(s, pairs, oldest, 1, pairs[places + k], products);
        }
    }

    /** Computes the products of some pairs, from a place on, with the gradient and its newest change. */
    private void multiply(Step s, float[][] pairs, int first, int n, float[] change, double[] products) {
        int places = places();
        float[][] rows = s.arrays("rows", 2 * n);
        double[] sums = s.scratch("sums", 4 * n);
        for (int k = 0; k < n; k++) {
            rows[k] = pairs[(first + k) % places];
            rows[n + k] = pairs[places + (first + k) % places];
        }
        s.dots(rows, s.gradient(), change, sums);
        for (int k = 0; k < n; k++) {
            System.arraycopy(sums, 2 * k, products, 2 * ((first + k) % places), 2);
            System.arraycopy(sums, 2 * (n + k), products, 2 * (places + (first + k) % places), 2);
        }
    }

    /** Stores the products of all steps and changes with the change of the pair in place k. */
    private void storeProducts(Step s, int k, double[] products) {
        float[] table = table(s);
        for (int row = 0; row < 2 * places(); row++) {
            int at = 2 * (row * places() + k);
            double p = products[2 * row + 1];
            table[at] = (float) p;
            table[at + 1] = (float) (p - table[at]);
        }
    }

    /**
     * Returns the products of steps (first rows) and changes (last rows) with changes (columns). Each is the sum of two
     * floats. Only those with a change of the same pair or a newer one are current.
     */
    private float[] table(Step s) {
        return s.slot(s.parameters().get(0), "products", 2 * places(), 2 * places(), 0)
                .data();
    }

    private double product(float[] table, int row, int column) {
        int at = 2 * (row * places() + column);
        return (double) table[at] + table[at + 1];
    }

    /**
     * The two-loop recursion: d = H g. It works on the coefficients of g, of the steps and of the changes, of which q
     * and d are linear combinations. So each pair is read once for the products and once for the sum. While a block of
     * the gradient and the parameters is in the cache, they are stored for the next pair, and the first point of the
     * line search is computed.
     */
    private void computeDirection(
            Step s, int first, int end, float[][] pairs, double[] products, float start, float[] d) {
        int places = places(), newest = (end + places - 1) % places, next = end % places;
        float[] table = table(s), g = s.gradient(), theta = s.theta();
        double[] c = s.scratch("coefficients", 2 * places);
        double scale = first == end ? 1 : product(table, newest, newest) / product(table, places + newest, newest);
        firstLoop(first, end, table, products, c);
        secondLoop(first, end, scale, table, products, c);
        float[][] rows = s.arrays("terms", 2 * memory + 1);
        double[] factors = s.scratch("factors", 2 * memory + 1);
        int count = collectTerms(first, end, pairs, c, rows, factors);
        rows[0] = g;
        factors[0] = scale;
        for (int from = s.from(), limit = s.to(); from < limit; from += BLOCK) {
            int to = Math.min(from + BLOCK, limit);
            s.combine(count, factors, rows, d, from, to);
            System.arraycopy(g, from, pairs[places + next], from, to - from);
            if (search != Search.NONE) {
                LineSearch.move(s, d, start, from, to);
            }
            System.arraycopy(theta, from, pairs[next], from, to - from);
        }
    }

    /** Collects the pairs and their coefficients from the oldest to the newest, behind a place for the gradient. */
    private int collectTerms(int first, int end, float[][] pairs, double[] c, float[][] rows, double[] factors) {
        int places = places(), count = 1;
        for (int k = first; k < end; k++) {
            int p = k % places;
            rows[count] = pairs[p];
            factors[count++] = c[p];
            rows[count] = pairs[places + p];
            factors[count++] = c[places + p];
        }
        return count;
    }

    /** Computes the coefficients of the changes in q: from the newest pair to the oldest, -s'q / s'y. */
    private void firstLoop(int first, int end, float[] table, double[] products, double[] c) {
        int places = places();
        for (int k = end - 1; k >= first; k--) {
            int p = k % places;
            double sum = products[2 * p];
            for (int j = end - 1; j > k; j--) {
                sum += c[places + j % places] * product(table, p, j % places);
            }
            c[places + p] = -sum / product(table, p, p);
        }
    }

    /** Computes the coefficients of the steps in d, and scales those of the changes. */
    private void secondLoop(int first, int end, double scale, float[] table, double[] products, double[] c) {
        int places = places();
        for (int k = first; k < end; k++) {
            int p = k % places;
            double sum = products[2 * (places + p)];
            for (int j = first; j < end; j++) {
                int older = Math.min(j, k) % places, newer = Math.max(j, k) % places;
                sum += c[places + j % places] * product(table, places + older, newer);
            }
            sum *= scale;
            for (int j = first; j < k; j++) {
                sum += c[j % places] * product(table, j % places, p);
            }
            c[p] = -c[places + p] - sum / product(table, p, p);
        }
        for (int k = first; k < end; k++) {
            c[places + k % places] *= scale;
        }
    }

    private static double l1Norm(Step s, float[] g) {
        double sum = 0;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            sum += Math.abs(g[i]);
        }
        return sum;
    }

    /** Computes y = c x. */
    private static void scale(float c, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = c * x[i];
        }
    }

    /** Replaces the last values by the difference of the new ones from them. */
    private static void subtractFrom(Step s, float[] x, float[] last) {
        for (int i = s.from(), to = s.to(); i < to; i++) {
            last[i] = x[i] - last[i];
        }
    }
}
