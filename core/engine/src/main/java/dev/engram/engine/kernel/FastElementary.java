package dev.engram.engine.kernel;

import dev.engram.spi.Elementary;

/**
 * The elementary functions of arrays in the Vector API where it is present, in the plain loops where it is not.
 */
public final class FastElementary implements Elementary {
  private static final boolean VECTOR = VectorModule.PRESENT;

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    if (VECTOR) {
      VectorElementary.exp(x, y, from, to);
    } else {
      Elementary.super.exp(x, y, from, to);
    }
  }

  @Override
  public void log(float[] x, float[] y, int from, int to) {
    if (VECTOR) {
      VectorElementary.log(x, y, from, to);
    } else {
      Elementary.super.log(x, y, from, to);
    }
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    if (VECTOR) {
      VectorElementary.tanh(x, y, from, to);
    } else {
      Elementary.super.tanh(x, y, from, to);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    if (VECTOR) {
      VectorElementary.sigmoid(x, y, from, to);
    } else {
      Elementary.super.sigmoid(x, y, from, to);
    }
  }
}
