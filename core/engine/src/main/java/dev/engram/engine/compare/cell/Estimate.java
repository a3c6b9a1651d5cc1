package dev.engram.engine.compare.cell;

import dev.engram.engine.statistics.Distributions;

/**
 * A mean over seeds.
 *
 * @param n number of seeds
 * @param mean NaN if n is 0
 * @param halfWidth of the 95% confidence interval of the mean, by Student's t; NaN if n is below 2
 */
public record Estimate(int n, double mean, double halfWidth) {
    public static Estimate of(double... values) {
        return of(0, values);
    }

    /**
     * @param testPerTrain ratio of test to training examples if the values are those of folds (Nadeau and Bengio 2003);
     *     else 0
     */
    public static Estimate of(double testPerTrain, double[] values) {
        int n = values.length;
        double mean = mean(values);
        if (n < 2) {
            return new Estimate(n, mean, Double.NaN);
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        return new Estimate(
                n, mean, Distributions.studentCriticalValue(n - 1) * deviation * Math.sqrt(1.0 / n + testPerTrain));
    }

    /** Returns true if there is an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(halfWidth);
    }

    /** Returns the mean; exactly the value if all are equal, so that they do not differ from it by rounding. */
    public static double mean(double... values) {
        double sum = 0;
        boolean equal = values.length > 0;
        for (double v : values) {
            sum += v;
            equal &= v == values[0];
        }
        return equal ? values[0] + 0.0 : sum / values.length; // never -0, like a sum
    }
}
