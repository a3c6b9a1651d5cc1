package dev.engram.plugins.datasets.columnar;

import dev.engram.plugins.datasets.columnar.Column.Type;
import java.util.Arrays;
import java.util.List;

/**
 * Values of a part of a column, without missing ones.
 *
 * @param numbers the values of a type other than text: whole numbers, or the bits of a double
 * @param texts the values of type text
 */
public record ColumnValues(Type type, long[] numbers, String[] texts) {
    public static ColumnValues numbers(Type type, long[] numbers) {
        return new ColumnValues(type, numbers, new String[0]);
    }

    public static ColumnValues texts(String[] texts) {
        return new ColumnValues(Type.TEXT, new long[0], texts);
    }

    /** Returns values one after the other. */
    public static ColumnValues joined(Type type, List<ColumnValues> parts) {
        return new ColumnValues(
                type,
                parts.stream().flatMapToLong(p -> Arrays.stream(p.numbers)).toArray(),
                parts.stream().flatMap(p -> Arrays.stream(p.texts)).toArray(String[]::new));
    }

    public int size() {
        return type == Type.TEXT ? texts.length : numbers.length;
    }

    /** Returns values of these. An index that does not exist is damage. */
    public ColumnValues pick(long[] indices) throws ColumnFileException {
        for (long index : indices) {
            if (index < 0 || index >= size()) {
                throw ColumnFileException.damaged(
                        "a value is number " + index + " of a dictionary with " + size() + " entries");
            }
        }
        int n = indices.length;
        String[] pickedTexts = new String[type == Type.TEXT ? n : 0];
        long[] pickedNumbers = new long[type == Type.TEXT ? 0 : n];
        for (int i = 0; i < n; i++) {
            if (type == Type.TEXT) {
                pickedTexts[i] = texts[(int) indices[i]];
            } else {
                pickedNumbers[i] = numbers[(int) indices[i]];
            }
        }
        return new ColumnValues(type, pickedNumbers, pickedTexts);
    }

    /** Gives one value to a sink. */
    public void give(int i, ValueSink sink) {
        switch (type) {
            case TEXT -> sink.text(texts[i]);
            case FLOATING -> sink.number(Double.longBitsToDouble(numbers[i]));
            default -> sink.integer(numbers[i]);
        }
    }
}
