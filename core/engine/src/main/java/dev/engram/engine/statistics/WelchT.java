package dev.engram.engine.statistics;

/**
 * The difference of the means of two independent samples whose variances may differ (Welch 1947), with degrees of
 * freedom by Satterthwaite's formula:
 *
 * <pre>
 *   a = s_x^2 / n      b = s_y^2 / m      error = sqrt(a + b)
 *   degrees = (a + b)^2 / (a^2 / (n - 1) + b^2 / (m - 1))
 * </pre>
 *
 * The degrees of freedom are rounded down, which makes the interval a little wider.
 *
 * @param difference mean of the first sample minus mean of the second
 * @param error standard error of the difference; NaN if a sample has fewer than two values
 * @param interval 95%, of the difference; {@link ConfidenceInterval#NONE} if a sample has fewer than two values
 */
public record WelchT(double difference, double error, ConfidenceInterval interval) {
    /**
     * Compares two samples.
     *
     * @throws IllegalArgumentException if a sample is empty or a value is not finite
     */
    public static WelchT of(double[] first, double[] second) {
        double difference = mean(first) - mean(second);
        int n = first.length;
        int m = second.length;
        if (n < 2 || m < 2) {
            return new WelchT(difference, Double.NaN, ConfidenceInterval.NONE);
        }
        double a = variance(first) / n;
        double b = variance(second) / m;
        double error = Math.sqrt(a + b);
        if (error == 0) {
            return new WelchT(difference, 0, new ConfidenceInterval(difference, difference));
        }
        double degrees = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
        double half = error * Distributions.studentCriticalValue(Math.max(1, (int) degrees));
        return new WelchT(difference, error, new ConfidenceInterval(difference - half, difference + half));
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double v : values) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException("a mean cannot take " + v);
            }
            sum += v;
        }
        if (values.length == 0) {
            throw new IllegalArgumentException("a sample has no value");
        }
        return sum / values.length;
    }

    private static double variance(double... values) {
        double mean = mean(values);
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return squares / (values.length - 1);
    }
}
