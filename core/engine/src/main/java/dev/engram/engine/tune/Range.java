package dev.engram.engine.tune;

import java.math.BigDecimal;
import java.math.MathContext;

/** What a hyperparameter may be in a search. */
public sealed interface Range {
    /** Is it a row of numbers, so that it has a border to lie on? */
    boolean ordered();

    /** Is the lower end the least that is allowed at all, so that nothing lies beyond? */
    boolean closedLow();

    /** The same of the upper end. */
    boolean closedHigh();

    /**
     * Numbers from one to another, both included.
     *
     * @param log equally likely by their logarithm
     * @param whole whole numbers only
     */
    record Numeric(double low, double high, boolean log, boolean whole, boolean closedLow, boolean closedHigh)
            implements Range {
        /** Enough to fill any space evenly, few enough to be copied into a suite by hand. */
        private static final MathContext DIGITS = new MathContext(6);

        /** The value at a share of the way, in [0,1). Rounded, so that what is written is what was run. */
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

        /** How far on the way from end to end a value lies, from 0 to 1. */
        double fraction(double value) {
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
     * One of a list; its value is its place in the list, or where the list is ordered the number itself.
     *
     * @param ordered are they numbers in a row?
     */
    record Enumerated(int count, boolean ordered, boolean closedLow, boolean closedHigh) implements Range {
        /** The place in the list at a share of the way, in [0,1). */
        public int at(double fraction) {
            return Math.min(count - 1, (int) (fraction * count));
        }
    }
}
