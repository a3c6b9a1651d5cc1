package dev.engram.engine.tune;

import java.math.BigDecimal;
import java.math.MathContext;

/** The range of a hyperparameter in a search. */
public sealed interface Range {
    /** Returns whether the values are ordered numbers, so that the range has ends. */
    boolean ordered();

    /** Returns whether the lower end is the least allowed value. */
    boolean closedLow();

    /** Returns whether the upper end is the greatest allowed value. */
    boolean closedHigh();

    /**
     * Numbers between two ends, both included.
     *
     * @param log whether the logarithm is uniform
     * @param whole whether only integers are used
     */
    record Numeric(double low, double high, boolean log, boolean whole, boolean closedLow, boolean closedHigh)
            implements Range {
        /** Enough digits to fill any space evenly, few enough to be copied into a suite by hand. */
        private static final MathContext DIGITS = new MathContext(6);

        /**
         * Returns the value at a fraction of the range, in [0,1). It is rounded, so that the written value is the one
         * that was run.
         */
        public double at(double fraction) {
            double x;
            if (log) {
                x = StrictMath.exp(StrictMath.log(low) + fraction * (StrictMath.log(high) - StrictMath.log(low)));
                x = whole ? Math.rint(x) : x;
            } else {
                x = whole ? low + Math.floor(fraction * (high - low + 1)) : low + fraction * (high - low);
            }
            double rounded = whole ? x : new BigDecimal(x).round(DIGITS).doubleValue();
            return Math.max(low, Math.min(high, rounded));
        }

        /** Returns the position of a value in the range, from 0 to 1. */
        public double fraction(double value) {
            return log
                    ? (StrictMath.log(value) - StrictMath.log(low)) / (StrictMath.log(high) - StrictMath.log(low))
                    : (value - low) / (high - low);
        }

        @Override
        public boolean ordered() {
            return true;
        }
    }

    /**
     * A list of values. A value is its index in the list or, if the list is ordered, the number itself.
     *
     * @param ordered whether they are ordered numbers
     */
    record Enumerated(int count, boolean ordered, boolean closedLow, boolean closedHigh) implements Range {
        /** Returns the index at a fraction of the list, in [0,1). */
        public int at(double fraction) {
            return Math.min(count - 1, (int) (fraction * count));
        }
    }
}
