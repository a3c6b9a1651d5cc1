package dev.engram.engine.network;

import dev.engram.spi.Matrix;
import dev.engram.spi.Trace;

/** What a block remembers of a pass. */
public final class Tape implements Trace {
  Matrix in;
  final Work pre;
  final Work out;
  /** What a stage needs besides, and what its own parameters are to learn. */
  Object stage;

  Tape(Work pre, Work out) {
    this.pre = pre;
    this.out = out;
  }

  @Override
  public Matrix in() {
    return in;
  }

  @Override
  public Work pre() {
    return pre;
  }

  @Override
  public Work out() {
    return out;
  }
}
