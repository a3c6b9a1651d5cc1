package dev.engram.engine.run;

import dev.engram.spi.Hyper;
import java.util.OptionalDouble;

/** The keys that every data set takes beside its own. */
public record DataSettings(
        @Hyper(
                value = "-1",
                range = "[-1,1)",
                doc = "share of the examples that is kept for the test, drawn anew for each seed; -1: the test"
                        + " set of the data set, or 0.2")
        double test,

        @Hyper(
                value = "0.1",
                range = "[0,1)",
                doc = "share of the remaining examples that is kept for validation; early stopping, keep: best,"
                        + " targets and tuning need validation data")
        double validation,

        @Hyper(
                value = "none",
                doc = "transformation of each input, fitted on the training data: none, standard (mean 0, standard"
                        + " deviation 1) or range (0 to 1)")
        Scaling scaling,

        @Hyper(
                value = "one-hot",
                doc = "how classes become targets: one-hot, binary (0 and 1) or signed (-1 and 1); with two"
                        + " classes, binary and signed use one column")
        Coding coding,

        @Hyper(value = "0", doc = "seed of generated data") long draw,

        @Hyper(
                value = "0",
                range = "[0,10000]",
                doc = "number of folds of a stratified cross-validation, in place of test; 0: none")
        int folds) {
    public DataSettings {
        if (folds == 1) {
            throw new IllegalArgumentException("one fold leaves nothing to train on; give two or more");
        }
        if (folds > 0 && test >= 0) {
            throw new IllegalArgumentException(
                    "test and folds are both given, but each fold is the test set in turn; leave test out");
        }
    }

    /** Without cross-validation. */
    public DataSettings(double test, double validation, Scaling scaling, Coding coding, long draw) {
        this(test, validation, scaling, coding, draw, 0);
    }

    /** Which division into folds a seed belongs to. */
    public long repeat(long seed) {
        return Math.floorDiv(seed - 1, (long) folds);
    }

    /** Which fold of it is the test set. */
    public int fold(long seed) {
        return (int) Math.floorMod(seed - 1, (long) folds);
    }

    /** Examples tested on for each one trained on, where runs share folds. */
    public OptionalDouble testTrainRatio() {
        return folds == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 / ((folds - 1) * (1 - validation)));
    }

    /** What is done to each input. */
    public enum Scaling {
        NONE,
        STANDARD,
        RANGE
    }

    /** How classes become targets. */
    public enum Coding {
        ONE_HOT,
        /** One column for two classes: 0 and 1; more classes: as one-hot. */
        BINARY,
        /** As one-hot with -1 in place of 0; two classes: one column. */
        SIGNED
    }
}
