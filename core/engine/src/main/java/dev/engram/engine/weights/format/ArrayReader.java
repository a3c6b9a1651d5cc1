package dev.engram.engine.weights.format;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataMemory;
import dev.engram.spi.io.NumberType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Reads the numbers of arrays, and counts the memory that they need. */
final class ArrayReader {
    /** Numbers that are read at once. */
    private static final int PIECE = 1 << 13;

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final Path file;
    private long total;

    ArrayReader(Path file) {
        this.file = file;
    }

    /**
     * Returns sizes as integers, once it is known that the array is possible.
     *
     * @param place the array, for messages
     * @param bytes what the file has for its numbers
     */
    int[] shape(String place, NumberType type, long bytes, long... sizes) {
        long count = 1;
        int[] shape = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 0 || sizes[i] > MAX_ARRAY || count > 0 && sizes[i] > MAX_ARRAY / count) {
                throw damaged(place, "its shape has more than " + MAX_ARRAY + " numbers");
            }
            count *= sizes[i];
            shape[i] = (int) sizes[i];
        }
        if (count * type.bytes() != bytes) {
            throw damaged(
                    place, "its shape needs " + count * type.bytes() + " bytes of numbers, but there are " + bytes);
        }
        total += count;
        if (!DataMemory.holds(total)) {
            throw new IncompatibleException(place(place) + "with this array the file needs " + 4 * total / 1_000_000
                    + " MB of memory, more than data may use; raise --data-memory");
        }
        return shape;
    }

    /** Reads numbers. */
    float[] read(String place, InputStream in, NumberType type, ByteOrder order, int... shape) throws IOException {
        int count = 1;
        for (int s : shape) {
            count *= s;
        }
        float[] values = new float[count];
        ByteBuffer piece = ByteBuffer.allocate(PIECE * type.bytes()).order(order);
        for (int done = 0; done < count; ) {
            int next = Math.min(PIECE, count - done);
            int read = in.readNBytes(piece.array(), 0, next * type.bytes());
            if (read < next * type.bytes()) {
                throw damaged(
                        place, "the file ends after " + (done + read / type.bytes()) + " of " + count + " numbers");
            }
            type.decode(piece, 0, 1, values, done, next);
            if (type == NumberType.F8) {
                requireRange(place, piece, values, done, next);
            }
            done += next;
        }
        return values;
    }

    private void requireRange(String place, ByteBuffer piece, float[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (Float.isInfinite(values[from + i]) && !Double.isInfinite(piece.getDouble(8 * i))) {
                throw new IncompatibleException(place(place) + "number " + (from + i) + " is " + piece.getDouble(8 * i)
                        + ", which single precision cannot hold");
            }
        }
    }

    /** Turns values of which the first index varies fastest into values of which the last one does. */
    static float[] rowByRow(float[] columns, int... shape) {
        float[] rows = new float[columns.length];
        int[] index = new int[shape.length];
        for (float value : columns) {
            int at = 0;
            for (int i = 0; i < shape.length; i++) {
                at = at * shape[i] + index[i];
            }
            rows[at] = value;
            for (int i = 0; i < shape.length && ++index[i] == shape[i]; i++) {
                index[i] = 0;
            }
        }
        return rows;
    }

    IncompatibleException damaged(String place, String what) {
        return new IncompatibleException(place(place) + what + "; the file is damaged or truncated: write it again");
    }

    private String place(String place) {
        return file + (place.isEmpty() ? ": " : " (" + place + "): ");
    }
}
