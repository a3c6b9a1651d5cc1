package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ValueSink;
import dev.engram.spi.IncompatibleException;

/** Takes the values of a column and knows in which row it is, for messages. */
abstract class RowSink implements ValueSink {
    private final Column column;
    private final String file;
    private final String shown;
    private final int rows;
    private int row;

    /**
     * @param shown the column in words
     * @param rows the number of rows that the column must have
     */
    RowSink(Column column, String file, String shown, int rows) {
        this.column = column;
        this.file = file;
        this.shown = shown;
        this.rows = rows;
    }

    Column column() {
        return column;
    }

    /** Returns the row of the next value, from 0, and goes on to the next one. */
    int nextRow() {
        if (row == rows) {
            throw new IncompatibleException(file + ": " + shown + " has more values than the " + rows
                    + " rows that the file declares; it is damaged: fetch it again");
        }
        return row++;
    }

    /** Returns an error at the last value. */
    IncompatibleException error(String message) {
        return new IncompatibleException(file + ": row " + row + ", " + shown + message);
    }

    @Override
    public void missing() {
        nextRow();
        throw error(" is missing; missing values are not imputed: fill it in, remove the row, or drop the column if it"
                + " is an input");
    }

    /** Throws an exception if there were fewer values than rows. */
    void requireEnd() throws ColumnFileException {
        if (row != rows) {
            throw ColumnFileException.damaged(shown + " has " + row + " values for " + rows + " rows");
        }
    }
}
