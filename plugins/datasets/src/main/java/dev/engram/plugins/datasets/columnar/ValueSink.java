package dev.engram.plugins.datasets.columnar;

/** Takes the values of a column, one for each row. */
public interface ValueSink {
    /** Takes a whole number, or 0 or 1 of a column of type {@link Column.Type#BOOLEAN}. */
    void integer(long value);

    void number(double value);

    void text(String value);

    void missing();
}
