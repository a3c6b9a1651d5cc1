package dev.engram.engine.run;

import dev.engram.spi.Hyper;
import dev.engram.spi.data.Augmentation;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The settings that every data set accepts in addition to its own hyperparameters, next to which the settings of all
 * groups are written side by side.
 */
public record DataSettings(
        Splitting splitting,
        Preprocessing preprocessing,
        Noise noise,

        @Hyper(value = "0", doc = "seed of generated data") long draw,

        @Hyper(
                value = "[]",
                doc = "changes of the examples, in order, after scaling, such as [flip, {crop: {padding: 4}}]; random"
                        + " ones apply to training data only and are drawn anew in every epoch")
        List<Augmentation> augment) {
    /** The default settings. */
    public static final DataSettings DEFAULT = of(-1, 0.1, Scaling.NONE, Coding.ONE_HOT);

    public DataSettings {
        augment = List.copyOf(augment);
    }

    /** Returns the settings of a random division, without scaled targets and without noise. */
    public static DataSettings of(double test, double validation, Scaling scaling, Coding coding) {
        return new DataSettings(
                Splitting.random(test, validation), Preprocessing.of(scaling, coding), Noise.NONE, 0, List.of());
    }

    /** Returns the same settings with this division. */
    public DataSettings withSplitting(Splitting other) {
        return new DataSettings(other, preprocessing, noise, draw, augment);
    }

    /** Returns the same settings with this preprocessing. */
    public DataSettings withPreprocessing(Preprocessing other) {
        return new DataSettings(splitting, other, noise, draw, augment);
    }

    /** Returns the same settings with this noise in the training data. */
    public DataSettings withNoise(Noise other) {
        return new DataSettings(splitting, preprocessing, other, draw, augment);
    }

    /** The division into training, validation and test data. */
    public record Splitting(
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
                    value = "0",
                    range = "[0,10000]",
                    doc = "number of folds of a stratified cross-validation, in place of test; 0: none")
            int folds,

            @Hyper(
                    value = "random",
                    doc = "how the examples are divided: random (anew for each seed, the same share of each class), or"
                            + " in-order (the last ones are for the test, those before them for validation)")
            Division split) {
        public Splitting {
            if (folds == 1) {
                throw new IllegalArgumentException("with one fold no training data is left; give at least 2 folds");
            }
            if (folds > 0 && test >= 0) {
                throw new IllegalArgumentException(
                        "test and folds are both given, but each fold is the test set in turn; omit test");
            }
            if (folds > 0 && split == Division.IN_ORDER) {
                throw new IllegalArgumentException(
                        "folds are drawn at random, but split is in-order; omit one of them");
            }
        }

        /** Returns a random division into these shares. */
        public static Splitting random(double test, double validation) {
            return new Splitting(test, validation, 0, Division.RANDOM);
        }

        /** Returns the number of the division into folds that a seed uses. */
        public long repeat(long seed) {
            return Math.floorDiv(seed - 1, (long) folds);
        }

        /** Returns the fold that is the test set of a seed. */
        public int fold(long seed) {
            return (int) Math.floorMod(seed - 1, (long) folds);
        }

        /** Returns the number of test examples per training example; empty without cross-validation. */
        public OptionalDouble testTrainRatio() {
            return folds == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 / ((folds - 1) * (1 - validation)));
        }
    }

    /** The transformation of examples into inputs and targets. */
    public record Preprocessing(
            @Hyper(
                    value = "none",
                    doc = "transformation of each input, fitted on the training data: none, standard (mean 0, standard"
                            + " deviation 1) or range (0 to 1); channel-standard and channel-range scale all positions"
                            + " of a channel alike, as is usual for images")
            Scaling scaling,

            @Hyper(
                    value = "one-hot",
                    doc = "how classes become targets: one-hot, binary (0 and 1) or signed (-1 and 1); with two"
                            + " classes, binary and signed use one column")
            Coding coding,

            @Hyper(
                    value = "none",
                    doc = "transformation of each numeric target, fitted on the training data: none, standard (mean 0,"
                            + " standard deviation 1) or range (0 to 1); results stay in the unit of the data set")
            Scaling targetScaling,

            @Hyper(
                    value = "[]",
                    range = "[1,2147483647]",
                    doc = "shape of an example, [channels, height, width], whose product is the number of inputs; []:"
                            + " that of the data set")
            List<Integer> shape) {
        public Preprocessing {
            shape = List.copyOf(shape);
            if (!shape.isEmpty() && shape.size() != 3) {
                throw new IllegalArgumentException("shape has " + shape.size()
                        + " numbers; give three: channels, height and width, such as [1, 28, 28]");
            }
            if (targetScaling.ofChannels()) {
                throw new IllegalArgumentException("targets have no channels; set target-scaling to standard or range");
            }
        }

        /** Returns preprocessing that keeps numeric targets and the shape of an example as they are. */
        public static Preprocessing of(Scaling scaling, Coding coding) {
            return new Preprocessing(scaling, coding, Scaling.NONE, List.of());
        }
    }

    /** The noise in the training data. */
    public record Noise(
            @Hyper(
                    value = "0",
                    range = "[0,1]",
                    doc = "probability that the class of a training example is replaced by another one, each of the"
                            + " others being equally likely; drawn once for each seed")
            double labelNoise,

            @Hyper(
                    value = "0",
                    range = "[0,inf)",
                    doc = "standard deviation of normal noise that is added to each input of the training examples,"
                            + " after scaling; drawn once for each seed")
            double inputNoise) {
        /** No noise. */
        public static final Noise NONE = new Noise(0, 0);
    }

    /** The way in which the examples are divided. */
    public enum Division {
        RANDOM,
        IN_ORDER
    }

    /** The scaling of each input or target. */
    public enum Scaling {
        NONE,
        STANDARD,
        RANGE,
        CHANNEL_STANDARD,
        CHANNEL_RANGE;

        /** Returns whether all positions of a channel have the same scaling. */
        public boolean ofChannels() {
            return this == CHANNEL_STANDARD || this == CHANNEL_RANGE;
        }
    }

    /** The coding of classes as targets. */
    public enum Coding {
        ONE_HOT,
        /** Two classes: one column of 0 and 1. More classes: as one-hot. */
        BINARY,
        /** As one-hot with -1 instead of 0. Two classes: one column. */
        SIGNED
    }
}
