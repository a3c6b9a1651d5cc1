package dev.engram.engine.compare;

import java.util.BitSet;

/**
 * Which test examples a trained network got right.
 *
 * @param examples what it was tested on: only marks that share it can be compared
 */
public record Marks(String examples, int count, BitSet right) {
  public Marks {
    right = (BitSet) right.clone();
  }

  @Override
  public BitSet right() {
    return (BitSet) right.clone();
  }
}
