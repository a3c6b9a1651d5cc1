package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * {@code C = start + A V} for shapes that pay for copying both operands: V in panels of a few vectors of columns, which stay in the
 * first-level cache while all rows pass, and A in strips of rows, which stream from the second-level one. The steps
 * of one element of C go in increasing order through all blocks, since a block continues from what the block before it
 * stored. An instance holds the operands of one call and is reused.
 */
final class BlockedProduct {
  /** Steps of a block: a panel of 48 columns is then some 38 of the 48 KB next to the core, or streams from 1 MB. */
  private static final int DEPTH = Integer.getInteger("kd",200);
  /** A sum of up to this many steps is one block all the same: passing once more over a large result costs more. */
  private static final int ONE_BLOCK = Integer.getInteger("ko",288);
  /** Columns and rows of a block: together less than a megabyte. */
  private static final int COLUMNS = Integer.getInteger("kc",384);
  private static final int ROWS = Integer.getInteger("kr",512);
  /** Up to this many numbers, V is read where it lies: 24 KB stay near, gaps or not. */
  private static final int NEAR = 6144;
  private static final int FEW = 160;
  private static final int NOT_FAR = 131_072;
  /** Of AVX2's 16 registers, 24 accumulators would spill. */
  private static final boolean TALL = LANES != 8;
  private static final int TILE = TALL ? 8 : 4;

  private final float[] square = new float[LANES * LANES];
  /** A tile of which only a part belongs to C. */
  private final float[] edge = new float[TILE * 3 * LANES];
  private float[] left = {};
  private float[] right = {};

  private boolean chunked;
  private int steps;
  private float[] v;
  private int vo;
  /** Distance of two rows of V where it was not copied, else 0. */
  private int ldv;
  private float[] source;
  private int sourceOffset;
  private int sourceStride;
  private boolean sourceTurned;
  private float[] start;
  private int so;
  private int lds;
  private float[] c;
  private int co;
  private int ldc;

  /** Working memory of {@link Transpose}. */
  float[] square() {
    return square;
  }

  /**
   * Left operand row-major or turned (then times a scale), right operand row-major or turned; {@code lda} and {@code ldv} are the
   * distances of what lies side by side. Row i of the start is at {@code so + i * lds}; C is {@code rows x cols}.
   */
  void multiply(int rows, int cols, int depth, Left a, float[] right, int ro, int ldr, boolean turned,
      float[] first, int firstOffset, int firstStride, float[] c, int co) {
    this.c = c;
    this.ldc = cols;
    chunked = !a.turned;
    boolean near = !turned && cols % LANES == 0 && (long) depth * cols <= (rows <= FEW ? NOT_FAR : NEAR);
    int columnBlocks = near ? 1 : Math.max(1, (cols + COLUMNS / 2) / COLUMNS);
    int blocks = near || depth <= ONE_BLOCK ? 1 : (depth + DEPTH - 1) / DEPTH;
    for (int b = 0, j = 0; b < columnBlocks; b++) {
      int width = b == columnBlocks - 1 ? cols - j : (cols - j) / (columnBlocks - b) / LANES * LANES;
      for (int d = 0, p = 0; d < blocks; d++) {
        steps = (depth - p) / (blocks - d);
        if (near) {
          v = right;
          vo = ro;
          ldv = ldr;
        } else {
          panels(width, right, turned ? ro + j * ldr + p : ro + p * ldr + j, ldr, turned);
        }
        if (d == 0) {
          start = first;
          so = firstOffset + j;
          lds = firstStride;
        } else {
          start = c;
          so = co + j;
          lds = cols;
        }
        this.co = co + j;
        rows(rows, width, a, p);
        p += steps;
      }
      j += width;
    }
  }

  /** The left operand of one call. */
  static final class Left {
    private float[] a;
    private int offset;
    private int stride;
    private boolean turned;
    private float scale;

    /** Element (i, p) is at {@code offset + i * stride + p}. */
    Left rows(float[] array, int offset, int stride) {
      this.a = array;
      this.offset = offset;
      this.stride = stride;
      this.turned = false;
      return this;
    }

    /** Element (i, p) is {@code scale} times what is at {@code offset + p * stride + i}. */
    Left turned(float[] array, int offset, int stride, float scale) {
      this.a = array;
      this.offset = offset;
      this.stride = stride;
      this.turned = true;
      this.scale = scale;
      return this;
    }
  }

  private void panels(int width, float[] from, int offset, int stride, boolean turned) {
    int padded = (width + LANES - 1) / LANES * LANES;
    if (right.length < steps * padded) {
      right = new float[steps * padded];
    }
    v = right;
    vo = 0;
    ldv = 0;
    source = from;
    sourceOffset = offset;
    sourceStride = stride;
    sourceTurned = turned;
    if (!turned) {
      int tall = width / LANES * LANES;
      for (int p = 0; p < steps; p++) {
        int f = offset + p * stride;
        int j = 0;
        for (; j < tall;) {
          int vectors = vectors(width - j);
          int t = steps * j + p * vectors * LANES;
          if (vectors == 3) {
            FloatVector x = FloatVector.fromArray(FLOATS, from, f + j);
            FloatVector y = FloatVector.fromArray(FLOATS, from, f + j + LANES);
            FloatVector z = FloatVector.fromArray(FLOATS, from, f + j + 2 * LANES);
            x.intoArray(right, t);
            y.intoArray(right, t + LANES);
            z.intoArray(right, t + 2 * LANES);
          } else {
            for (int l = 0; l < vectors * LANES; l += LANES) {
              FloatVector.fromArray(FLOATS, from, f + j + l).intoArray(right, t + l);
            }
          }
          j += vectors * LANES;
        }
        for (int t = steps * j + p * LANES; j < width; j++, t++) {
          right[t] = from[f + j];
        }
      }
    }
  }

  /** Vectors of the next panel when this many columns are left: a single one only where there is no other way. */
  private static int vectors(int left) {
    int whole = left / LANES;
    if (whole <= 1) {
      return 1;
    }
    return !TALL || whole == 2 || whole == 4 ? 2 : 3;
  }

  private void rows(int rows, int width, Left a, int p) {
    int blocks = Math.max(1, (rows + ROWS / 2) / ROWS);
    for (int b = 0, i = 0; b < blocks; b++) {
      int height = b == blocks - 1 ? rows - i : (rows - i) / (blocks - b) & -StripTiles.STRIP;
      int length = (height + StripTiles.STRIP - 1 & -StripTiles.STRIP) * (steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK);
      if (left.length < length) {
        left = new float[length];
      }
      for (int j = 0; j < width;) {
        int vectors = vectors(width - j);
        int real = Math.min(vectors * LANES, width - j);
        if (b == 0 && ldv == 0 && sourceTurned) {
          Packing.panel(steps, real, source, sourceTurned ? sourceOffset + j * sourceStride : sourceOffset + j, sourceStride, sourceTurned,
              right, steps * j, vectors * LANES, square);
        }
        panel(i, height, j, vectors, real, j == 0 ? a : null, p);
        j += vectors * LANES;
      }
      i += height;
    }
  }

  private void pack(Left a, int i, int rows, int row, int p) {
    if (chunked) {
      Packing.chunks(rows, steps, a.a, a.offset + (row + i) * a.stride + p, a.stride, left, i * (steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK));
    } else {
      Packing.strips(rows, steps, a.scale, a.a, a.offset + p * a.stride + row + i, a.stride, left, i * steps);
    }
  }

  /** All rows of a block for one panel of V, of which {@code real} columns exist. */
  private void panel(int row, int height, int j, int vectors, int real, Left a, int p) {
    int bo = ldv == 0 ? steps * j : vo + j;
    int ldb = ldv == 0 ? vectors * LANES : ldv;
    int s = so + row * lds + j;
    int t = co + row * ldc + j;
    boolean whole = real == vectors * LANES;
    int i = 0;
    if (whole) {
      for (; height - i >= TILE; i += TILE) {
        if (a != null && (i & StripTiles.STRIP - 1) == 0) {
          pack(a, i, Math.min(StripTiles.STRIP, height - i), row, p);
        }
        tile(i, vectors, bo, ldb, start, s + i * lds, lds, c, t + i * ldc, ldc);
      }
    }
    for (; i < height; i += TILE) {
      int some = Math.min(TILE, height - i);
      if (a != null && (i & StripTiles.STRIP - 1) == 0) {
        pack(a, i, Math.min(StripTiles.STRIP, height - i), row, p);
      }
      Edge.copy(some, real, start, s + i * lds, lds, edge, 0, 3 * LANES);
      if (some <= 4) {
        four(i, vectors, bo, ldb, edge, 0, 3 * LANES, edge, 0, 3 * LANES);
      } else {
        tile(i, vectors, bo, ldb, edge, 0, 3 * LANES, edge, 0, 3 * LANES);
      }
      Edge.copy(some, real, edge, 0, 3 * LANES, c, t + i * ldc, ldc);
    }
  }

  private void tile(int i, int vectors, int bo, int ldb, float[] start, int s, int lds, float[] c, int t, int ldc) {
    if (!TALL) {
      four(i, vectors, bo, ldb, start, s, lds, c, t, ldc);
    } else if (chunked) {
      int ao = i * (steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK);
      switch (vectors) {
        case 3 -> ChunkTiles.rows8x3(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
        case 2 -> ChunkTiles.rows8x2(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
        default -> ChunkTiles.rows8x1(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
      }
    } else {
      int ao = strip(i);
      switch (vectors) {
        case 3 -> StripTiles.rows8x3(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
        case 2 -> StripTiles.rows8x2(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
        default -> StripTiles.rows8x1(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
      }
    }
  }

  private int strip(int i) {
    return (i & -StripTiles.STRIP) * steps + (i & StripTiles.STRIP - 1);
  }

  /** Four rows: of a panel of three vectors first two, then one. */
  private void four(int i, int vectors, int bo, int ldb, float[] start, int s, int lds, float[] c, int t, int ldc) {
    int ao = chunked
        ? (i & -ChunkTiles.STRIP) * (steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK) + (i & ChunkTiles.STRIP - 1) * ChunkTiles.CHUNK
        : strip(i);
    int done = 0;
    if (vectors > 1) {
      if (chunked) {
        ChunkTiles.rows4x2(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
      } else {
        StripTiles.rows4x2(start, s, lds, steps, left, ao, v, bo, ldb, c, t, ldc);
      }
      done = 2 * LANES;
    }
    if (vectors != 2) {
      if (chunked) {
        ChunkTiles.rows4x1(start, s + done, lds, steps, left, ao, v, bo + done, ldb, c, t + done, ldc);
      } else {
        StripTiles.rows4x1(start, s + done, lds, steps, left, ao, v, bo + done, ldb, c, t + done, ldc);
      }
    }
  }
}
