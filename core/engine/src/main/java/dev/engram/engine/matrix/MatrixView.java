package dev.engram.engine.matrix;

/** A read-only view of a range of an array: weights, inputs, targets. */
public final class MatrixView extends ArrayMatrix {
    public MatrixView(float[] data, int offset, int rows, int cols) {
        super(data, offset, rows, cols);
    }

    /** Points this view to another range. */
    public void wrap(float[] data, int offset, int rows) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
    }
}
