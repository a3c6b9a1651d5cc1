package dev.engram.engine.compare;

import java.util.BitSet;

/**
 * The test examples that a trained network classified correctly.
 *
 * @param testSetHash identifies the test set; only networks with the same one can be compared
 */
public record CorrectExamples(String testSetHash, int count, BitSet correct) {
    public CorrectExamples {
        correct = (BitSet) correct.clone();
    }

    @Override
    public BitSet correct() {
        return (BitSet) correct.clone();
    }
}
