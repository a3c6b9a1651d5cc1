package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;

/** What a block remembers of a pass. */
public final class Tape implements Activations {
  /** {@link Block#index} of the layer whose pass it holds. */
  final int layer;
  Matrix in;
  final Work pre;
  final Work out;
  private Object stage;

  Tape(int layer, Work pre, Work out) {
    this.layer = layer;
    this.pre = pre;
    this.out = out;
  }

  @Override
  public Matrix input() {
    return in;
  }

  @Override
  public Work preActivation() {
    return pre;
  }

  @Override
  public Work output() {
    return out;
  }

  /** What the stage needs besides, and what its own parameters are to learn; null until the stage puts something here. */
  public Object stage() {
    return stage;
  }

  public void stage(Object memory) {
    stage = memory;
  }
}
