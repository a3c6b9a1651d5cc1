package dev.engram.engine.data;

import java.util.List;

/**
 * The examples of one seed, ready for use: scaled, coded and divided.
 *
 * @param x rows of inputs; shared between runs, only read
 * @param t rows of targets, as coded; shared between runs, only read
 * @param labels class of each row; empty for a regression
 * @param training rows to train on; the other two likewise
 */
public record Split(
        int inputs,
        float[] x,
        int targets,
        float[] t,
        int[] labels,
        List<String> classes,
        boolean signed,
        int[] training,
        int[] validation,
        int[] test) {

    public boolean hasClasses() {
        return !classes.isEmpty();
    }
}
