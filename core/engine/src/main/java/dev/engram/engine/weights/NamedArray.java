package dev.engram.engine.weights;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array of single-precision numbers with a name, such as {@code 0.weight} of shape 32 x 784.
 *
 * <p>The arrays are not copied: whoever makes a named array gives them away, and whoever reads it must not change them.
 *
 * @param name not blank
 * @param shape the sizes, each 0 or more; empty for a single number
 * @param values as many as the product of the sizes, row by row (the last index varies fastest)
 */
public record NamedArray(String name, int[] shape, float[] values) {
    public NamedArray {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an array needs a name");
        }
        long size = 1;
        for (int s : shape) {
            if (s < 0) {
                throw new IllegalArgumentException(name + ": a size is negative, in the shape " + describeShape(shape));
            }
            size = Math.multiplyExact(size, s);
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    name + ": the shape " + describeShape(shape) + " does not have " + values.length + " numbers");
        }
    }

    /** Returns the shape as text: {@code 32 x 784}, or {@code a single number}. */
    public String shapeText() {
        return describeShape(shape);
    }

    /** Returns a shape as text: {@code 32 x 784}, or {@code a single number}. */
    public static String describeShape(int... shape) {
        return shape.length == 0
                ? "a single number"
                : IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }

    /** Equal names, shapes and bits. */
    @Override
    public boolean equals(Object o) {
        return o instanceof NamedArray a
                && name.equals(a.name)
                && Arrays.equals(shape, a.shape)
                && Arrays.equals(values, a.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + " (" + shapeText() + ")";
    }
}
