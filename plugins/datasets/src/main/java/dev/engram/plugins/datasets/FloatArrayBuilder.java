package dev.engram.plugins.datasets;

import java.util.Arrays;

/** A growing array of floats. */
final class FloatArrayBuilder {
    private float[] values = new float[1024];
    private int size;

    void add(float x) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = x;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
