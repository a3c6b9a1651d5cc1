package dev.engram.engine.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The test of differences that were added until it decides: {@link EProcess} as a p value, with the interval that
 * belongs to it. All results are valid at every number of differences, however it was chosen.
 */
public final class AnytimeTest {
    private static final int DOUBLINGS = 60;
    private static final int HALVINGS = 40;

    private final double[] differences;
    private final EProcess process;

    private AnytimeTest(double[] differences) {
        this.differences = differences;
        this.process = process(0);
    }

    /** @param differences in the order in which they were added */
    public static AnytimeTest of(List<PairDifference> differences) {
        return new AnytimeTest(
                differences.stream().mapToDouble(PairDifference::asDouble).toArray());
    }

    private EProcess process(double shift) {
        EProcess shifted = new EProcess();
        for (double d : differences) {
            shifted.add(d - shift);
        }
        return shifted;
    }

    /** Returns whether the differences contradict a true difference of this size. */
    private boolean rejects(double shift, double level) {
        return process(shift).value() >= 1 / level;
    }

    /** Two-sided: the inverse of the largest e-value so far; NaN without differences. */
    public double p() {
        return differences.length == 0 ? Double.NaN : process.p();
    }

    /** The claim that belongs to the p value: 1 for "above 0", -1 for "below 0", 0 without evidence. */
    public int tendency() {
        return process.tendency();
    }

    /**
     * Estimates the number of further differences that it takes; empty if it is more than
     * {@link SampleSize#MAX_ADDITIONAL}.
     *
     * @param family factor that the correction applies to the p of this comparison
     */
    public OptionalInt additional(int family) {
        double more = process.additional(family / Distributions.SIGNIFICANCE_LEVEL);
        return more <= SampleSize.MAX_ADDITIONAL ? OptionalInt.of((int) more) : OptionalInt.empty();
    }

    /**
     * The values of the true difference that all differences together do not reject: a confidence sequence (Darling and
     * Robbins 1967). The probability that the true one is ever outside, at any number of differences, is at most
     * {@code level}, if they are distributed symmetrically around it. The interval excludes 0 if and only if
     * {@code p <= level}.
     *
     * @param center a value inside, such as an estimate of the difference
     * @param level probability that the interval ever misses the true difference
     */
    public ConfidenceInterval interval(double center, double level) {
        if (differences.length == 0) {
            return ConfidenceInterval.NONE;
        }
        double inside = Double.isFinite(center) ? center : 0;
        double low = end(inside, -1, level);
        double high = end(inside, 1, level);
        if (!(p() <= level)) {
            return new ConfidenceInterval(Math.min(low, 0), Math.max(high, 0));
        }
        return tendency() > 0
                ? new ConfidenceInterval(Math.max(low, Double.MIN_VALUE), Math.max(high, Double.MIN_VALUE))
                : new ConfidenceInterval(Math.min(low, -Double.MIN_VALUE), Math.min(high, -Double.MIN_VALUE));
    }

    /** Returns the first rejected value from {@code inside} on in one direction; infinite if none is. */
    private double end(double inside, int direction, double level) {
        double step = Arrays.stream(differences)
                .filter(Double::isFinite)
                .map(d -> Math.abs(d - inside))
                .max()
                .orElse(0);
        if (step == 0) {
            step = Math.max(Math.abs(inside), Double.MIN_NORMAL);
        }
        double from = 0;
        double to = step / DOUBLINGS;
        for (int i = 0; !rejects(inside + direction * to, level); i++) {
            if (i == DOUBLINGS || !Double.isFinite(2 * to)) {
                return direction * Double.POSITIVE_INFINITY;
            }
            from = to;
            to *= 2;
            if (to > 4 * step && allBeyond(inside + direction * from)) {
                return direction * Double.POSITIVE_INFINITY; // all have one sign there, and that is not enough
            }
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (from + to) / 2;
            if (rejects(inside + direction * middle, level)) {
                to = middle;
            } else {
                from = middle;
            }
        }
        return inside + direction * to;
    }

    private boolean allBeyond(double value) {
        return Arrays.stream(differences).allMatch(d -> d < value)
                || Arrays.stream(differences).allMatch(d -> d > value);
    }
}
