package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The right operand of a {@link BlockedProduct} and the copy of a block of it: panels of one to three vectors of columns, step by
 * step; or the operand where it lies.
 */
final class RightPanels {
    /** Of AVX2's 16 registers, 24 accumulators would spill. */
    static final int WIDEST = LANES == 8 ? 2 : 3;

    private final float[] square = new float[LANES * LANES];
    private float[] panels = {};
    private float[] v;
    private int offset;
    private int stride;
    private boolean transposed;
    private boolean copied;
    private int firstStep;
    private int steps;
    /** What one step of all panels takes. */
    private int row;
    /** Where the block begins that is read or written. */
    private int base;

    /** Element (p, j) is at {@code offset + p * stride + j}, or at {@code offset + j * stride + p} where it lies turned. */
    void set(float[] array, int offset, int stride, boolean transposed) {
        this.v = array;
        this.offset = offset;
        this.stride = stride;
        this.transposed = transposed;
    }

    /** Can it be read where it lies? */
    boolean readableInPlace(int cols) {
        return !transposed && cols % LANES == 0;
    }

    /** From now on the whole operand, where it lies. */
    void readInPlace() {
        copied = false;
    }

    /** From now on so many columns, and some blocks of steps of them, which are to be copied one by one: so many steps in all. */
    void blocks(int firstStep, int allSteps, int width) {
        this.copied = true;
        this.firstStep = firstStep;
        this.row = (width + LANES - 1) / LANES * LANES;
        if (panels.length < allSteps * row) {
            panels = new float[allSteps * row];
        }
    }

    /** Reads from this block of steps; it begins where the blocks of the steps before it end. */
    void select(int step, int steps) {
        this.steps = steps;
        this.base = (step - firstStep) * row;
    }

    /** Copies the selected block, which begins with this step, and columns from this one on. Lanes behind the last column have no meaning. */
    void copy(int step, int column, int width) {
        if (!transposed) {
            copyRows(width, offset + step * stride + column);
            return;
        }
        for (int j = 0; j < width; ) {
            int vectors = vectors(width - j);
            Packing.transposePanel(
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

    /** Row by row: reading by panels would leave each row's page after a few numbers. */
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

    /** Vectors of the next panel when this many columns are left: a single one only where there is no other way. */
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

    /** Where column j of the block begins, the first of a panel. */
    int offsetOf(int j) {
        return copied ? base + steps * j : offset + j;
    }

    /** From step to step in a panel of so many vectors. */
    int stride(int vectors) {
        return copied ? vectors * LANES : stride;
    }

    /** Working memory of {@link Transpose}. */
    float[] square() {
        return square;
    }
}
