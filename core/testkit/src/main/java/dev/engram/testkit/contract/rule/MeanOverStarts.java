package dev.engram.testkit.contract.rule;

import java.util.function.IntToDoubleFunction;

/**
 * The mean of a quantity over many starts, each with its own random draws.
 *
 * @param standardError the standard error of the mean
 */
record MeanOverStarts(double mean, double standardError) {
    static final int COUNT = 16;
    /** Standard errors from 0: exceeded by chance once in 2,000 times (one-sided t test, 15 degrees of freedom). */
    private static final double SIGNIFICANT = 4;

    static MeanOverStarts of(IntToDoubleFunction measured) {
        double sum = 0, squares = 0;
        for (int start = 0; start < COUNT; start++) {
            double x = measured.applyAsDouble(start);
            sum += x;
            squares += x * x;
        }
        double mean = sum / COUNT;
        return new MeanOverStarts(mean, Math.sqrt(Math.max(0, squares / COUNT - mean * mean) / (COUNT - 1)));
    }

    boolean isPositive() {
        return mean > SIGNIFICANT * standardError;
    }

    boolean isNegative() {
        return mean < -SIGNIFICANT * standardError;
    }
}
