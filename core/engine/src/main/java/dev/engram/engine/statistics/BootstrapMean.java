package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * A mean with its 95% bootstrap interval. The interval is computed when it is first asked for: it takes 10,000
 * resamples, and most readers of a comparison show only the estimate of the test.
 */
public final class BootstrapMean {
    private final double[] values;
    private final Bootstrap bootstrap;
    private ConfidenceInterval interval;

    /**
     * Stores the values.
     *
     * @param values finite
     */
    BootstrapMean(double[] values, Bootstrap bootstrap) {
        this.values = values.clone();
        this.bootstrap = bootstrap;
    }

    /** The mean; NaN if there is no value. */
    public double value() {
        return values.length == 0 ? Double.NaN : Arrays.stream(values).reduce(0, Double::sum) / values.length;
    }

    /** Holds the lock of the bootstrap, which comparisons share: a report may be read by several threads. */
    public ConfidenceInterval interval() {
        synchronized (bootstrap) {
            if (interval == null) {
                interval = bootstrap.mean(values);
            }
            return interval;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BootstrapMean mean && Arrays.equals(values, mean.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return value() + " " + interval();
    }
}
