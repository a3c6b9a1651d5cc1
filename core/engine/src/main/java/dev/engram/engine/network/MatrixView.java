package dev.engram.engine.network;

/** A stretch of an array that can be looked at and not written: weights, inputs, targets. */
public final class MatrixView extends ArrayMatrix {
    public MatrixView(float[] data, int offset, int rows, int cols) {
        super(data, offset, rows, cols);
    }

    /** Lets this view look elsewhere. */
    public void wrap(float[] data, int offset, int rows) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
    }
}
