package dev.engram.engine.significance;

import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.MannWhitney;
import dev.engram.engine.statistics.WelchT;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A cell that was not run here next to one that was, by one metric. Their seeds do not share data, splits or first
 * weights, so all runs of one are compared with all runs of the other.
 *
 * @param metric name of the metric
 * @param direction 1 if higher is better, -1 if lower is, 0 if neither
 * @param there the imported cell
 * @param here the cell of the suite; empty if nothing was run here that it could be compared with
 * @param test of {@code there} against {@code here}, where a run that diverged is worse than every value; empty without
 *     values of both
 * @param means the difference of the means of the runs that have a value, there minus here
 * @param pHolm p after Holm's correction over all such comparisons by this metric; NaN without a test
 */
public record UnpairedComparison(
        String metric,
        int direction,
        Sample there,
        Optional<Sample> here,
        Optional<MannWhitney> test,
        Optional<WelchT> means,
        double pHolm) {
    /**
     * The runs of a cell.
     *
     * @param source what the runs were imported from; empty for runs that were made here
     * @param values one for each run, in any order; NaN for a run that diverged
     */
    public record Sample(String cell, String source, List<Double> values) {
        public Sample {
            values = List.copyOf(values);
        }

        /** Returns the values of the runs that did not diverge. */
        public double[] finite() {
            return values.stream()
                    .mapToDouble(v -> v)
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
        }

        private boolean allFinite() {
            return finite().length == values.size();
        }

        /** Returns the mean of these values; NaN if there are none. */
        public double mean() {
            return Arrays.stream(finite()).average().orElse(Double.NaN);
        }

        /** Returns half the width of the 95% interval of the mean (Student's t); NaN for fewer than two values. */
        public double halfWidth() {
            double[] x = finite();
            double mean = mean();
            double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
            return x.length < 2
                    ? Double.NaN
                    : Distributions.studentCriticalValue(x.length - 1) * Math.sqrt(squares / (x.length - 1) / x.length);
        }

        /** Returns the values with misses as the worst of all. */
        private double[] ranked(int direction) {
            return values.stream()
                    .mapToDouble(v -> Double.isNaN(v) ? -direction * Double.POSITIVE_INFINITY : v)
                    .toArray();
        }
    }

    /** Compares two cells, before any correction. */
    public static UnpairedComparison of(String metric, int direction, Sample there, Optional<Sample> here) {
        Optional<Sample> other = here.filter(h -> direction != 0 || h.allFinite() && there.allFinite());
        Optional<MannWhitney> test = other.filter(
                        h -> !h.values().isEmpty() && !there.values().isEmpty())
                .map(h -> MannWhitney.of(there.ranked(direction), h.ranked(direction)));
        Optional<WelchT> means = here.filter(h -> h.finite().length > 0 && there.finite().length > 0)
                .map(h -> WelchT.of(there.finite(), h.finite()));
        return new UnpairedComparison(
                metric,
                direction,
                there,
                here,
                test,
                means,
                test.map(MannWhitney::p).orElse(Double.NaN));
    }

    /** Returns the comparison with its significance after the correction. */
    public UnpairedComparison with(double p) {
        return new UnpairedComparison(metric, direction, there, here, test, means, p);
    }

    /**
     * Returns the probability that a run from there is better than one from here, ties counting one half; that it is
     * higher if neither direction is better. NaN without a test.
     */
    public double better() {
        double higher = test.map(MannWhitney::superiority).orElse(Double.NaN);
        return direction < 0 ? 1 - higher : higher;
    }

    /** Returns what the runs show about the cell that was not run here. */
    public DifferenceVerdict verdict() {
        if (test.isEmpty()) {
            return DifferenceVerdict.NOT_COMPARED;
        }
        if (!FamilyCorrection.isRejected(pHolm)) {
            boolean hopeless =
                    2 * MannWhitney.minimumP(test.get().n(), test.get().m()) > Distributions.SIGNIFICANCE_LEVEL;
            return hopeless ? DifferenceVerdict.TOO_FEW_SEEDS : DifferenceVerdict.NOT_SHOWN;
        }
        boolean more = better() > 0.5;
        if (direction == 0) {
            return more ? DifferenceVerdict.HIGHER : DifferenceVerdict.LOWER;
        }
        return more ? DifferenceVerdict.BETTER : DifferenceVerdict.WORSE;
    }
}
