package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The left operand of a {@link BlockedProduct} and the copy of a block of it: strips of rows in the order in which the tiles
 * read them, {@link ChunkTiles} where it lies row by row, {@link StripTiles} where it lies turned.
 */
final class LeftStrips {
  /** Rows that are copied at a time: a multiple of either kind of strip. */
  static final int ROWS = StripTiles.STRIP;

  private float[] strips = {};
  private float[] a;
  private int offset;
  private int stride;
  private boolean turned;
  private float scale;
  private int firstRow;
  private int firstStep;
  private int steps;

  /** Element (i, p) is at {@code offset + i * stride + p}. */
  LeftStrips rows(float[] array, int offset, int stride) {
    return of(array, offset, stride, false, 1);
  }

  /** Element (i, p) is {@code scale} times what is at {@code offset + p * stride + i}. */
  LeftStrips turned(float[] array, int offset, int stride, float scale) {
    return of(array, offset, stride, true, scale);
  }

  private LeftStrips of(float[] array, int offset, int stride, boolean turned, float scale) {
    this.a = array;
    this.offset = offset;
    this.stride = stride;
    this.turned = turned;
    this.scale = scale;
    return this;
  }

  /** Begins a block: rows and steps from these on. Nothing is copied yet. */
  void block(int row, int rows, int step, int steps) {
    this.firstRow = row;
    this.firstStep = step;
    this.steps = steps;
    int length = (rows + ROWS - 1 & -ROWS) * padded();
    if (strips.length < length) {
      strips = new float[length];
    }
  }

  private int padded() {
    return steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK;
  }

  /** Copies {@code rows} rows of the block from row i on, a multiple of {@link #ROWS}. */
  void copy(int i, int rows) {
    if (turned) {
      strip(rows, offset + firstStep * stride + firstRow + i, at(i));
    } else {
      for (int r = i; r < i + rows; r += ChunkTiles.STRIP) {
        chunks(Math.min(ChunkTiles.STRIP, i + rows - r), offset + (firstRow + r) * stride + firstStep, at(r));
      }
    }
  }

  private void chunks(int rows, int from, int to) {
    int p = 0;
    if (rows == ChunkTiles.STRIP) {
      // Vectors may reach into the next row, but not beyond the array.
      int whole = Math.min(steps, a.length - ChunkTiles.CHUNK + 1 - from - (rows - 1) * stride);
      for (int t = to; p < whole; p += ChunkTiles.CHUNK, t += ChunkTiles.STRIP * ChunkTiles.CHUNK) {
        for (int q = 0; q < ChunkTiles.CHUNK; q += LANES) {
          four(from + p + q, t + q);
          four(from + p + q + 4 * stride, t + q + 4 * ChunkTiles.CHUNK);
        }
      }
    }
    for (int t = to + p * ChunkTiles.STRIP; p < steps; p += ChunkTiles.CHUNK, t += ChunkTiles.STRIP * ChunkTiles.CHUNK) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(a, from + p + r * stride, strips, t + r * ChunkTiles.CHUNK, Math.min(ChunkTiles.CHUNK, steps - p));
      }
    }
  }

  /** A vector of each of four rows, all on their way at once, as the rows may be far from each other in memory. */
  private void four(int from, int to) {
    FloatVector x0 = FloatVector.fromArray(FLOATS, a, from);
    FloatVector x1 = FloatVector.fromArray(FLOATS, a, from + stride);
    FloatVector x2 = FloatVector.fromArray(FLOATS, a, from + 2 * stride);
    FloatVector x3 = FloatVector.fromArray(FLOATS, a, from + 3 * stride);
    x0.intoArray(strips, to);
    x1.intoArray(strips, to + ChunkTiles.CHUNK);
    x2.intoArray(strips, to + 2 * ChunkTiles.CHUNK);
    x3.intoArray(strips, to + 3 * ChunkTiles.CHUNK);
  }

  private void strip(int rows, int from, int to) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    // Vectors may reach into the next step, but not beyond the array.
    int whole = Math.min(steps, Math.floorDiv(a.length - StripTiles.STRIP - from, stride) + 1);
    int p = 0;
    for (int t = to; p < whole; p++, from += stride, t += StripTiles.STRIP) {
      for (int q = 0; q < StripTiles.STRIP; q += LANES) {
        factor.mul(FloatVector.fromArray(FLOATS, a, from + q)).intoArray(strips, t + q);
      }
    }
    for (int t = to + p * StripTiles.STRIP; p < steps; p++, from += stride, t += StripTiles.STRIP) {
      for (int q = 0; q < rows; q++) {
        strips[t + q] = scale * a[from + q];
      }
    }
  }

  boolean chunked() {
    return !turned;
  }

  float[] array() {
    return strips;
  }

  /** Where row i of the block begins: a multiple of the rows of a tile. */
  int at(int i) {
    return turned
        ? (i & -StripTiles.STRIP) * steps + (i & StripTiles.STRIP - 1)
        : (i & -ChunkTiles.STRIP) * padded() + (i & ChunkTiles.STRIP - 1) * ChunkTiles.CHUNK;
  }
}
