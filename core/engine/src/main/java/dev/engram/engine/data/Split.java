package dev.engram.engine.data;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The examples of one seed, scaled, coded and divided.
 *
 * @param training rows to train on
 * @param validation rows to validate on; the same array as {@code test} if the data set is exhaustive
 * @param test rows to test on
 * @param targetScaling scaling of numeric targets, if they are scaled
 * @param augment changes of the examples on their way to the network, in order
 */
public record Split(
        Examples examples,
        int[] training,
        int[] validation,
        int[] test,
        Optional<TargetScaling> targetScaling,
        List<Augmentation> augment) {
    public Split {
        augment = List.copyOf(augment);
    }

    /** A division of examples that are not changed and whose targets are not scaled. */
    public Split(Examples examples, int[] training, int[] validation, int[] test) {
        this(examples, training, validation, test, Optional.empty(), List.of());
    }

    /** Returns a division with other training rows, whose examples are not changed at random. */
    public Split inspecting(int[] rows) {
        List<Augmentation> fixed = augment.stream().filter(Augmentation::fixed).toList();
        return new Split(examples, rows, validation, test, targetScaling, fixed);
    }

    /**
     * The examples in rows. The arrays are shared between runs and never written.
     *
     * @param inputRows rows of inputs, in memory or in files
     * @param targets targets per example
     * @param t rows of targets, as coded or scaled
     * @param labels class of each row; empty for a regression
     * @param classes names of the classes; empty for a regression
     * @param signed true if classes are coded as -1 and 1
     */
    public record Examples(
            InputRows inputRows, int targets, float[] t, int[] labels, List<String> classes, boolean signed) {
        /**
         * Examples in memory, whose inputs have no positions.
         *
         * @param inputs inputs per example
         * @param x rows of inputs
         */
        public Examples(
                int inputs, float[] x, int targets, float[] t, int[] labels, List<String> classes, boolean signed) {
            this(new InputRows.InMemory(Shape.features(inputs), x), targets, t, labels, classes, signed);
        }
    }

    /** Returns the shape of the inputs of an example. */
    public Shape shape() {
        return examples.inputRows().shape();
    }

    public int inputs() {
        return shape().size();
    }

    /** Returns the inputs of all examples. Throws if they are not in memory. */
    public float[] x() {
        if (examples.inputRows() instanceof InputRows.InMemory m) {
            return m.x();
        }
        throw new IllegalStateException("the inputs are not in memory");
    }

    public int targets() {
        return examples.targets();
    }

    public float[] t() {
        return examples.t();
    }

    public int[] labels() {
        return examples.labels();
    }

    public List<String> classes() {
        return examples.classes();
    }

    public boolean signed() {
        return examples.signed();
    }

    /** Returns true if the targets are classes. */
    public boolean hasClasses() {
        return !examples.classes().isEmpty();
    }
}
