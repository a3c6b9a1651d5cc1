package dev.engram.engine.compare;

import java.util.BitSet;

/**
 * Which test examples a trained network got right.
 *
 * @param testSetHash what it was tested on: only marks that share it can be compared
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
