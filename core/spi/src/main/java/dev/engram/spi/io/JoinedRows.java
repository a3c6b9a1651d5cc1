package dev.engram.spi.io;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Rows of one part after the other. */
final class JoinedRows implements InputRows {
    private final InputRows[] parts;
    /** The first row of each part, and the number of all rows. */
    private final int[] starts;

    JoinedRows(List<? extends InputRows> parts) {
        this.parts = parts.toArray(InputRows[]::new);
        starts = new int[this.parts.length + 1];
        for (int i = 0; i < this.parts.length; i++) {
            starts[i + 1] = starts[i] + this.parts[i].rows();
        }
    }

    @Override
    public Shape shape() {
        return parts[0].shape();
    }

    @Override
    public int rows() {
        return starts[parts.length];
    }

    @Override
    public void copy(int row, float[] to, int at) {
        int found = Arrays.binarySearch(starts, row);
        int part = found >= 0 ? found : -found - 2;
        parts[part].copy(row - starts[part], to, at);
    }
}
