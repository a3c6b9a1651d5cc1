package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.nio.ByteOrder;

/**
 * The place of the inputs in a file whose rows all have the same length.
 *
 * @param offset bytes before the inputs of the first row
 * @param stride bytes from a row to the next one
 * @param type encoding of the numbers
 * @param order order of the bytes of a number
 * @param divisor every number is divided by it, such as 255 for bytes that become 0 to 1
 */
public record RowLayout(long offset, long stride, NumberType type, ByteOrder order, float divisor) {
    /** Rows without gaps. */
    public static RowLayout dense(long offset, Shape shape, NumberType type, ByteOrder order, float divisor) {
        return new RowLayout(offset, (long) shape.size() * type.bytes(), type, order, divisor);
    }

    /** Returns the number of bytes of a file up to the end of its last row. */
    long end(int rows, Shape shape) {
        return offset + (rows - 1L) * stride + (long) shape.size() * type.bytes();
    }

    /** Returns the stride as the length of an array. */
    int rowBytes(Object source) {
        if (stride > Integer.MAX_VALUE - 8) {
            throw new IncompatibleException(source + ": a row has " + stride + " bytes, but at most "
                    + (Integer.MAX_VALUE - 8) + " are possible");
        }
        return (int) stride;
    }
}
