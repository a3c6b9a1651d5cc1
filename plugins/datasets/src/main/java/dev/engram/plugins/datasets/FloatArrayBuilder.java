package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.Locale;

/** A growing array of floats. */
final class FloatArrayBuilder {
    private final int limit;
    private float[] values = new float[1024];
    private int size;

    FloatArrayBuilder() {
        this(Integer.MAX_VALUE - 8);
    }

    /** @param limit the largest number of values */
    FloatArrayBuilder(int limit) {
        this.limit = limit;
    }

    void add(float x) {
        if (size == limit) {
            throw new IncompatibleException(String.format(
                    Locale.ROOT, "there are more than %,d numbers, which an array cannot hold; use fewer rows", limit));
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, (int) Math.min(limit, size * 3L / 2));
        }
        values[size++] = x;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
