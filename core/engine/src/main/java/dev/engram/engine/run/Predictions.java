package dev.engram.engine.run;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * The classes that a trained network predicts for the test examples.
 *
 * @param testSetHash hash of the test examples; runs with the same hash can be compared example by example
 * @param trueClasses true class of each example
 * @param predictedClasses predicted class of each example; -1 if none was predicted
 */
public record Predictions(String testSetHash, int[] trueClasses, int[] predictedClasses) {
    public Predictions {
        Objects.requireNonNull(testSetHash, "testSetHash");
        trueClasses = trueClasses.clone();
        predictedClasses = predictedClasses.clone();
        if (trueClasses.length != predictedClasses.length) {
            throw new IllegalArgumentException(
                    predictedClasses.length + " predicted classes for " + trueClasses.length + " examples");
        }
    }

    @Override
    public int[] trueClasses() {
        return trueClasses.clone();
    }

    @Override
    public int[] predictedClasses() {
        return predictedClasses.clone();
    }

    /** Returns the number of test examples. */
    public int count() {
        return trueClasses.length;
    }

    /** Returns the examples whose class was predicted correctly. */
    public BitSet correct() {
        BitSet correct = new BitSet(trueClasses.length);
        for (int i = 0; i < trueClasses.length; i++) {
            correct.set(i, trueClasses[i] == predictedClasses[i]);
        }
        return correct;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Predictions p
                && testSetHash.equals(p.testSetHash)
                && Arrays.equals(trueClasses, p.trueClasses)
                && Arrays.equals(predictedClasses, p.predictedClasses);
    }

    @Override
    public int hashCode() {
        return testSetHash.hashCode() + Arrays.hashCode(predictedClasses);
    }

    @Override
    public String toString() {
        return count() + " predictions on " + testSetHash;
    }
}
