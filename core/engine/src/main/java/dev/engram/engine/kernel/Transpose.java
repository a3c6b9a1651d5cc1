package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.engine.kernel.vector.VectorWarmUp;

/** Transposed copies of matrices. */
final class Transpose {
    /**
     * A number takes 0.46 to 0.50 ns in scalar loops and 0.25 to 0.29 ns in vector loops (Intel Xeon with AVX-512,
     * JDK 17), so this many lose 0.4 s.
     */
    private static final VectorWarmUp WARM_UP = new VectorWarmUp(2_000_000_000);

    private Transpose() {}

    /** {@code to[c, r] = from[r, c]}; {@code square} is LANES x LANES floats of working memory. */
    static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt, float[] square) {
        int r = 0;
        if (cols >= LANES) {
            for (; rows - r >= LANES; r += LANES) {
                panel(cols, LANES, from, fo + r * ldf, ldf, to, at + r, ldt, square);
            }
        }
        scalar(rows - r, cols, from, fo + r * ldf, ldf, to, at + r, ldt);
    }

    /**
     * One panel of LANES rows, of which only the first {@code real} exist; the values written in the lanes of the
     * others have no meaning. There are at least LANES columns.
     */
    static void panel(int cols, int real, float[] from, int fo, int ldf, float[] to, int at, int ldt, float[] square) {
        if (WARM_UP.isComplete(real * cols)) {
            VectorTranspose.panel(cols, real, from, fo, ldf, to, at, ldt, square);
        } else {
            scalar(real, cols, from, fo, ldf, to, at, ldt);
        }
    }

    /**
     * Works column by column, so that writes are contiguous. By rows they would be far apart and fall into few sets
     * of the cache.
     */
    static void scalar(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        for (int c = 0, t = at; c < cols; c++, t += ldt) {
            for (int r = 0, f = fo + c; r < rows; r++, f += ldf) {
                to[t + r] = from[f];
            }
        }
    }
}
