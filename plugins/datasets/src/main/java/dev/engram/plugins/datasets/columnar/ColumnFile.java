package dev.engram.plugins.datasets.columnar;

import java.io.IOException;
import java.util.List;

/** A table in a file that is stored column by column. */
public interface ColumnFile {
    /** Returns the columns, in order. */
    List<Column> columns();

    /** Returns the number of rows that the file declares. */
    long rows();

    /**
     * Reads all values of a column, in the order of the rows.
     *
     * @param column position in {@link #columns}; a column of type {@link Column.Type#OTHER} cannot be read
     * @throws ColumnFileException if the file is damaged
     */
    void read(int column, ValueSink sink) throws IOException;
}
