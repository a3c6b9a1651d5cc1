package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.columnar.Column;

/** Puts the numbers of a column into an array, a fixed distance apart. */
final class NumberColumn extends RowSink {
    private final float[] to;
    private final int start;
    private final int stride;

    NumberColumn(Column column, String file, String shown, int rows, float[] to, int start, int stride) {
        super(column, file, shown, rows);
        this.to = to;
        this.start = start;
        this.stride = stride;
    }

    @Override
    public void integer(long value) {
        to[start + nextRow() * stride] = value;
    }

    @Override
    public void number(double value) {
        int at = start + nextRow() * stride;
        to[at] = (float) value;
        if (!Float.isFinite(to[at])) {
            boolean large = Double.isFinite(value);
            throw error(
                    large
                            ? ": " + value + " is too large for single precision; scale the column"
                            : " is " + value + "; numbers must be finite: correct it, or remove the row or column");
        }
    }

    @Override
    public void text(String value) {
        throw new IllegalArgumentException(column().name() + " is text");
    }
}
