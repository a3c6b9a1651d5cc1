package dev.engram.engine.matrix;

import dev.engram.spi.Matrix;

/** Every matrix of the engine: a range of an array, row by row. */
public abstract class ArrayMatrix implements Matrix {
    float[] data;
    int offset;
    int rows;
    int cols;

    ArrayMatrix(float[] data, int offset, int rows, int cols) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.cols = cols;
    }

    /** Returns a matrix as one of the engine. */
    public static ArrayMatrix of(Matrix m) {
        if (m instanceof ArrayMatrix t) {
            return t;
        }
        throw new IllegalArgumentException("a matrix has to come from the engine, not from "
                + (m == null ? "null" : m.getClass().getName()));
    }

    /** Returns the array; the numbers of the matrix begin at {@link #offset}. */
    public final float[] data() {
        return data;
    }

    /** Returns the index of the first number. */
    public final int offset() {
        return offset;
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final int cols() {
        return cols;
    }

    @Override
    public final float get(int row, int col) {
        if (row < 0 || row >= rows || col < 0 || col >= cols) {
            throw new IndexOutOfBoundsException("row " + row + ", column " + col + " of " + shape());
        }
        return data[offset + row * cols + col];
    }

    /** Returns the numbers of rows and columns for a message: 3x4. */
    public final String shape() {
        return rows + "x" + cols;
    }
}
