package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The right operand of a {@link BlockedProduct}: either a copy of a block of it, in panels of one to three vectors of
 * columns, one step after the other, or the operand in place.
 */
final class RightPanels {
    /** Vectors of the widest panel. 24 accumulators would spill in the 16 registers of AVX2. */
    static final int WIDEST = LANES == 8 ? 2 : 3;

    private final float[] square = new float[LANES * LANES];
    private float[] panels = {};
    private float[] v;
    private int offset;
    private int stride;
    private boolean transposed;
    private boolean copied;
    private int firstStep;
    /** The steps that were copied together. */
    private int allSteps;
    /** The first of the copied columns. */
    private int column;
    /** The number of copied columns; 0 if nothing is copied yet. */
    private int width;

    private int steps;
    /** The numbers of one step in all panels. */
    private int row;
    /** The offset of the selected block in the panels. */
    private int base;

    /** Element (p, j) is at {@code offset + p * stride + j}, or at {@code offset + j * stride + p} if transposed. */
    void set(float[] array, int offset, int stride, boolean transposed) {
        this.v = array;
        this.offset = offset;
        this.stride = stride;
        this.transposed = transposed;
        this.width = 0;
    }

    /** Returns whether the panels are a copy of these steps and columns of the present operand. */
    boolean holds(int firstStep, int allSteps, int column, int width) {
        return this.firstStep == firstStep && this.allSteps == allSteps && this.column == column && this.width == width;
    }

    /** Returns whether the operand can be read in place. */
    boolean readableInPlace(int cols) {
        return !transposed && cols % LANES == 0;
    }

    /** Selects the whole operand, in place. */
    void readInPlace() {
        copied = false;
    }

    /**
     * Prepares copies of {@code width} columns from {@code column}, in blocks of {@code allSteps} steps together; each
     * block is then copied.
     */
    void blocks(int firstStep, int allSteps, int column, int width) {
        this.copied = true;
        this.firstStep = firstStep;
        this.allSteps = allSteps;
        this.column = column;
        this.width = width;
        this.row = (width + LANES - 1) / LANES * LANES;
        if (panels.length < allSteps * row) {
            panels = new float[allSteps * row];
        }
    }

    /** Selects the block that begins with this step; it follows the blocks of earlier steps in memory. */
    void select(int step, int steps) {
        this.steps = steps;
        this.base = (step - firstStep) * row;
    }

    /** Copies the selected block, from this step and column. Lanes behind the last column have no meaning. */
    void copy(int step, int column, int width) {
        if (!transposed) {
            copyRows(width, offset + step * stride + column);
            return;
        }
        for (int j = 0; j < width; ) {
            int vectors = vectors(width - j);
            transposePanel(
                    steps,
                    Math.min(vectors * LANES, width - j),
                    v,
                    offset + (column + j) * stride + step,
                    stride,
                    panels,
                    offsetOf(j),
                    vectors * LANES,
                    square);
            j += vectors * LANES;
        }
    }

    /** Copies row by row. Reading by panels would leave the page of each row after a few numbers. */
    private void copyRows(int width, int from) {
        int tall = width / LANES * LANES;
        for (int p = 0; p < steps; p++, from += stride) {
            int j = 0;
            while (j < tall) {
                int n = vectors(width - j) * LANES;
                int t = base + steps * j + p * n;
                FloatVector.fromArray(FLOATS, v, from + j).intoArray(panels, t);
                if (n > LANES) {
                    FloatVector.fromArray(FLOATS, v, from + j + LANES).intoArray(panels, t + LANES);
                }
                if (n > 2 * LANES) {
                    FloatVector.fromArray(FLOATS, v, from + j + 2 * LANES).intoArray(panels, t + 2 * LANES);
                }
                j += n;
            }
            for (int t = base + steps * j + p * LANES; j < width; j++, t++) {
                panels[t] = v[from + j];
            }
        }
    }

    /** Returns the vectors of the next panel if this many columns are left: one only if two are not possible. */
    static int vectors(int columns) {
        int whole = columns / LANES;
        if (whole <= 1) {
            return 1;
        }
        return whole == 2 || whole == 4 ? 2 : WIDEST;
    }

    float[] array() {
        return copied ? panels : v;
    }

    /** Returns the offset of column j of the block, which is the first of a panel. */
    int offsetOf(int j) {
        return copied ? base + steps * j : offset + j;
    }

    /** Returns the distance between steps in a panel of this many vectors. */
    int stride(int vectors) {
        return copied ? vectors * LANES : stride;
    }

    /** Working memory of {@link Transpose}. */
    float[] square() {
        return square;
    }

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
        if (left >= VectorTiles.WIDTH * LANES) {
            return VectorTiles.WIDTH * LANES;
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

    /**
     * The transposed right operand of a product with fewer columns than lanes. If the operand of the next such product
     * has the same numbers, its panel is used again: predictive coding, for example, multiplies the same weights of an
     * output layer in every step of its relaxation. With 10 x 32 weights, a step of its 50 takes 0.2 us less (AMD Zen
     * 4).
     */
    static final class Narrow {
        /** Up to this many numbers, a copy of the operand is kept. Copies of more would cost other rules too much. */
        private static final int KEPT_NUMBERS = 2048;

        private float[] panel = {};
        private float[] kept = {};
        private int keptCols;
        private int keptDepth;

        /** Returns the panel of an operand whose column j begins at {@code offset + j * stride}. */
        float[] of(int cols, int depth, float[] v, int offset, int stride, float[] square) {
            int numbers = cols * depth;
            boolean keep = stride == depth && numbers <= KEPT_NUMBERS;
            if (keep && holds(cols, depth, v, offset)) {
                return panel;
            }
            if (panel.length < depth * LANES) {
                panel = new float[depth * LANES];
            }
            RightPanels.panels(depth, cols, v, offset, stride, true, panel, square);
            keptCols = keep ? cols : 0;
            if (keep) {
                keptDepth = depth;
                if (kept.length < numbers) {
                    kept = new float[numbers];
                }
                System.arraycopy(v, offset, kept, 0, numbers);
            }
            return panel;
        }

        private boolean holds(int cols, int depth, float[] v, int offset) {
            return keptCols == cols
                    && keptDepth == depth
                    && Arrays.equals(kept, 0, cols * depth, v, offset, offset + cols * depth);
        }
    }
}
