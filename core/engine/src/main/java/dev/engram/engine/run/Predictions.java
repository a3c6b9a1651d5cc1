package dev.engram.engine.run;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * The classes that a trained network said the test examples have.
 *
 * @param testSetHash hash of what was tested on: runs that share it are to be compared example by example
 * @param trueClasses the right class of each example
 * @param predictedClasses the class that the network spoke for; -1 where it spoke for none
 */
public record Predictions(String testSetHash, int[] trueClasses, int[] predictedClasses) {
    public Predictions {
        Objects.requireNonNull(testSetHash, "examples");
        trueClasses = trueClasses.clone();
        predictedClasses = predictedClasses.clone();
        if (trueClasses.length != predictedClasses.length) {
            throw new IllegalArgumentException(
                    predictedClasses.length + " predictions do not go with " + trueClasses.length + " right answers");
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

    public int count() {
        return trueClasses.length;
    }

    /** Which examples it got right. */
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
