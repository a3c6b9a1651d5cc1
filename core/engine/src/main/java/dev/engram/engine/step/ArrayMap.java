package dev.engram.engine.step;

import java.util.Arrays;

/**
 * A small map from names to values, in the order of insertion. A constant name is found by identity in a few
 * nanoseconds, which is all that a step of a small network can spare.
 */
final class ArrayMap<T> {
    private String[] keys = new String[0];
    private Object[] values = new Object[0];

    /** Returns the value of a name, or null. */
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

    /** Adds a value, or replaces the one with the same name. */
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

    /** Returns the name of this object, compared by identity, or null. */
    String keyOf(T value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return keys[i];
            }
        }
        return null;
    }
}
