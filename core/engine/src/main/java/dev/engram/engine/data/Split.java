package dev.engram.engine.data;

import java.util.List;
import java.util.Optional;

/**
 * The examples of one seed, scaled, coded and divided.
 *
 * @param training rows to train on
 * @param validation rows to validate on; the same array as {@code test} if the data set is exhaustive
 * @param test rows to test on
 * @param targetScaling scaling of numeric targets, if they are scaled
 */
public record Split(
        Examples examples, int[] training, int[] validation, int[] test, Optional<TargetScaling> targetScaling) {
    /** A division of examples whose targets are not scaled. */
    public Split(Examples examples, int[] training, int[] validation, int[] test) {
        this(examples, training, validation, test, Optional.empty());
    }

    /**
     * The examples in rows. The arrays are shared between runs and never written.
     *
     * @param inputs inputs per example
     * @param x rows of inputs
     * @param targets targets per example
     * @param t rows of targets, as coded or scaled
     * @param labels class of each row; empty for a regression
     * @param classes names of the classes; empty for a regression
     * @param signed true if classes are coded as -1 and 1
     */
    public record Examples(
            int inputs, float[] x, int targets, float[] t, int[] labels, List<String> classes, boolean signed) {}

    public int inputs() {
        return examples.inputs();
    }

    public float[] x() {
        return examples.x();
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
