package dev.engram.engine.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * The classes that a trained network said the test examples have.
 *
 * @param examples hash of what was tested on: runs that share it are to be compared example by example
 * @param right the right class of each example
 * @param said the class that the network spoke for; -1 where it spoke for none
 */
public record Predictions(String examples, int[] right, int[] said) {
  public Predictions {
    Objects.requireNonNull(examples, "examples");
    right = right.clone();
    said = said.clone();
    if (right.length != said.length) {
      throw new IllegalArgumentException(said.length + " predictions do not go with " + right.length + " right answers");
    }
  }

  @Override
  public int[] right() {
    return right.clone();
  }

  @Override
  public int[] said() {
    return said.clone();
  }

  public int count() {
    return right.length;
  }

  /** Which examples it got right. */
  public BitSet correct() {
    BitSet correct = new BitSet(right.length);
    for (int i = 0; i < right.length; i++) {
      correct.set(i, right[i] == said[i]);
    }
    return correct;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Predictions p && examples.equals(p.examples) && Arrays.equals(right, p.right) && Arrays.equals(said, p.said);
  }

  @Override
  public int hashCode() {
    return examples.hashCode() + Arrays.hashCode(said);
  }

  @Override
  public String toString() {
    return count() + " predictions on " + examples;
  }
}
