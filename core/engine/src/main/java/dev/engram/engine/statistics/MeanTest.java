package dev.engram.engine.statistics;

/**
 * Student's one-sided t test that the mean behind some values is larger than a number: t = (mean - number) / (s /
 * sqrt(n)) with n - 1 degrees of freedom.
 *
 * @param mean of the values; NaN without values
 * @param p probability of so large a t if the true mean were the number; NaN for fewer than two values. For equal
 *     values, 0 above the number and 1 otherwise
 */
public record MeanTest(int n, double mean, double p) {
    /**
     * Tests values.
     *
     * @throws IllegalArgumentException if a value is not finite
     */
    public static MeanTest above(double number, double... values) {
        int n = values.length;
        double sum = 0;
        for (double v : values) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException("a mean cannot take " + v);
            }
            sum += v;
        }
        double mean = n == 0 ? Double.NaN : sum / n;
        if (n < 2) {
            return new MeanTest(n, mean, Double.NaN);
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        if (squares == 0) {
            return new MeanTest(n, mean, mean > number ? 0 : 1);
        }
        double t = (mean - number) / Math.sqrt(squares / (n - 1) / n);
        double half = Distributions.studentTwoSidedP(t, n - 1) / 2;
        return new MeanTest(n, mean, t > 0 ? half : 1 - half);
    }
}
