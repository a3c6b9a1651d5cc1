package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * A test of paired differences that remains valid however often one looks at it, and whenever one stops.
 *
 * <p><b>Hypothesis.</b> Given the size of a difference and everything before it, both signs have probability 1/2. That
 * holds if the two methods are the same in distribution: to exchange them on one seed changes nothing but the sign.
 *
 * <p><b>Statistic.</b> Let {@code m_t = |d_t|} be the size of difference {@code t}, {@code s_t} its sign, and {@code
 * r_t} the root mean square of {@code m_1..m_t}. For each gain {@code g} in {@code G = {0.15, 0.3, 0.5, 0.8, 1.2, 2,
 * 3.5}}
 *
 * <pre>
 * U_t(g) = product over i = 1..t of (1 + s_i tanh(g m_i sqrt(1 + g^2) / r_i))      bets on "above 0"
 * D_t(g) = product over i = 1..t of (1 - s_i tanh(g m_i sqrt(1 + g^2) / r_i))      bets on "below 0"
 * U_t = mean of U_t(g) over G,   D_t = mean of D_t(g) over G,   E_t = (U_t + D_t) / 2
 * </pre>
 *
 * <p><b>Why it is valid.</b> {@code r_i} depends on sizes alone, so each factor has the expectation 1 given the size
 * and the past, and is never negative. Products and means of such factors are martingales that start at 1. By Ville's
 * inequality (1939) the probability that {@code E_t} <em>ever</em> reaches {@code 1/a} is at most {@code a}. So a
 * claim at the first {@code t} with {@code E_t >= 1/a} is false with a probability of at most {@code a}, for any number
 * of looks and any rule by which one stops. If the difference is rather below 0 than above, {@code U_t} is a
 * supermartingale; a claim "above 0" with {@code U_t >= D_t} needs {@code U_t >= 1/a}, and so has at most the same
 * probability. The inverse of the largest value so far is a p value that is valid at every stopping time.
 *
 * <p><b>Why it is powerful.</b> For normal differences with mean {@code g} in units of their root mean square,
 * {@code tanh(g sqrt(1 + g^2) m / r)} is the bet with the largest expected growth (Kelly 1956; Ramdas and others 2023,
 * "Game-theoretic statistics and safe anytime-valid inference"); the mean over {@code G} needs only {@code ln 14} more
 * than the best gain.
 *
 * <p>An infinite difference is that of a pair in which one side missed. It counts as large as the largest finite one
 * before it, or as large as {@code r} if there is none. That again depends on sizes alone.
 *
 * <p>Not thread-safe.
 */
public final class EProcess {
    private static final double[] GAINS = {0.15, 0.3, 0.5, 0.8, 1.2, 2, 3.5};
    /** A product does not grow further; a smaller value is still valid. */
    private static final double LARGEST = 1e300;

    private final double[] up = ones();
    private final double[] down = ones();
    private int n;
    private int finite;
    /** The root mean square of the finite sizes. */
    private double scale;

    private double largestSize;
    private double largestValue = 1;
    private int tendency;

    private static double[] ones() {
        double[] ones = new double[GAINS.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Adds the next difference.
     *
     * @param difference 0 for a tie, infinite for a miss of one side
     */
    public void add(double difference) {
        if (Double.isNaN(difference)) {
            throw new IllegalArgumentException("difference " + (n + 1) + " is not a number");
        }
        double bet = Math.signum(difference) * ratio(Math.abs(difference));
        n++;
        for (int i = 0; i < GAINS.length; i++) {
            double g = GAINS[i];
            double stake = StrictMath.tanh(g * Math.sqrt(1 + g * g) * bet);
            up[i] = Math.min(LARGEST, up[i] * (1 + stake));
            down[i] = Math.min(LARGEST, down[i] * (1 - stake));
        }
        if (value() > largestValue) {
            largestValue = value();
            tendency = above() >= below() ? 1 : -1;
        }
    }

    /** Returns the size in units of the scale, which includes it. */
    private double ratio(double size) {
        if (Double.isInfinite(size)) {
            return scale == 0 ? 1 : largestSize / scale;
        }
        largestSize = Math.max(largestSize, size);
        double unit = Math.max(scale, size);
        if (unit > 0) {
            double old = scale / unit;
            double added = size / unit;
            scale = unit * Math.sqrt((finite * old * old + added * added) / (finite + 1));
        }
        finite++;
        return scale == 0 ? 0 : size / scale;
    }

    /** Returns the number of differences. */
    public int n() {
        return n;
    }

    /** Returns {@code U_t}: the evidence that the differences tend to be above 0. */
    public double above() {
        return mean(up);
    }

    /** Returns {@code D_t}: the evidence that they tend to be below 0. */
    public double below() {
        return mean(down);
    }

    /** Returns {@code E_t}: the evidence that they tend to be one of the two. */
    public double value() {
        return (above() + below()) / 2;
    }

    /** Returns the p value: the inverse of the largest {@code E_t} so far. Valid at every stopping time. */
    public double p() {
        return 1 / largestValue;
    }

    /**
     * Returns the claim that belongs to {@link #p}: 1 for "above 0", -1 for "below 0", as the largest {@code E_t} had
     * it; 0 if none was above 1. Later differences that favour the other side do not have the evidence of that p.
     */
    public int tendency() {
        return tendency;
    }

    private static double mean(double[] products) {
        double sum = 0;
        for (double p : products) {
            sum += p;
        }
        return sum / products.length;
    }

    /**
     * Estimates how many more differences like those so far it takes until {@code E_t} reaches a threshold, from the
     * growth of the best product. A guess for planning; infinite if nothing grows.
     */
    public double additional(double threshold) {
        double best = 0;
        for (int i = 0; i < GAINS.length; i++) {
            best = Math.max(best, StrictMath.log(Math.max(up[i], down[i])));
        }
        double needed = StrictMath.log(threshold) + StrictMath.log(2.0 * GAINS.length);
        return Math.max(1, Math.ceil(n * (needed / best - 1)));
    }
}
