package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;
import static dev.engram.engine.kernel.VectorTiles.WIDTH;

/** Copies of the right operand in the order in which the tiles read it. */
final class Packing {
    private Packing() {}

    /**
     * Panels of a block of the right operand, {@code depth} rows by {@code cols} columns: the panel of column j
     * begins at depth * j and has the width given by {@link #width}; values to the right of the last column have no
     * meaning.
     */
    static void panels(
            int depth, int cols, float[] v, int vo, int ldv, boolean transposed, float[] to, float[] square) {
        for (int j = 0; j < cols; ) {
            int width = width(cols - j);
            int real = Math.min(width, cols - j);
            if (transposed) {
                transposePanel(depth, real, v, vo + j * ldv, ldv, to, depth * j, width, square);
            } else {
                copy(depth, real, v, vo + j, ldv, to, depth * j, width);
            }
            j += width;
        }
    }

    /** Returns the width of the next panel if this many columns are left. */
    static int width(int left) {
        if (left >= WIDTH * LANES) {
            return WIDTH * LANES;
        }
        return left >= 2 * LANES ? 2 * LANES : LANES;
    }

    private static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        for (int p = 0; p < rows; p++) {
            System.arraycopy(from, fo + p * ldf, to, at + p * ldt, cols);
        }
    }

    /** Copies one panel of a transposed operand. */
    static void transposePanel(
            int depth, int cols, float[] v, int vo, int ldv, float[] to, int at, int width, float[] square) {
        if (depth < LANES) {
            Transpose.copy(cols, depth, v, vo, ldv, to, at, width, square);
            return;
        }
        for (int j = 0; j < cols; j += LANES) {
            Transpose.panel(depth, Math.min(LANES, cols - j), v, vo + j * ldv, ldv, to, at + j, width, square);
        }
    }
}
