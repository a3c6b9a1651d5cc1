package dev.engram.engine.data;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.shape.Shape;

/** Rows that are scaled when they are read, because scaled copies of all of them would take too much memory. */
record ScaledRows(InputRows original, ColumnScales scales) implements InputRows {
    @Override
    public Shape shape() {
        return original.shape();
    }

    @Override
    public int rows() {
        return original.rows();
    }

    @Override
    public void copy(int row, float[] to, int at) {
        original.copy(row, to, at);
        scales.applyRow(to, at);
    }
}
