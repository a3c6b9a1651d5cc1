package dev.engram.engine.step;

import java.util.Arrays;

/**
 * A handful of things by name, in the order they came. A constant name is found by identity in a few nanoseconds,
 * which is what a step of a small network can spare.
 */
final class ArrayMap<T> {
    private String[] keys = new String[0];
    private Object[] values = new Object[0];

    /** Null where there is none. */
    @SuppressWarnings("unchecked") // only put() fills the array
    T get(String name) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == name) {
                return (T) values[i];
            }
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(name)) {
                return (T) values[i];
            }
        }
        return null;
    }

    /** Adds, or replaces what had the name. */
    void put(String name, T value) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(name)) {
                values[i] = value;
                return;
            }
        }
        keys = Arrays.copyOf(keys, keys.length + 1);
        values = Arrays.copyOf(values, values.length + 1);
        keys[keys.length - 1] = name;
        values[values.length - 1] = value;
    }

    int size() {
        return keys.length;
    }

    String keyAt(int i) {
        return keys[i];
    }

    @SuppressWarnings("unchecked") // only put() fills the array
    T valueAt(int i) {
        return (T) values[i];
    }

    /** The name of this very object; null where it is not here. */
    String keyOf(T value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return keys[i];
            }
        }
        return null;
    }
}
