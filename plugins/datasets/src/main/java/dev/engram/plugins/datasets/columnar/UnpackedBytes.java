package dev.engram.plugins.datasets.columnar;

import java.util.Arrays;

/** An array that is filled by unpacking: with new bytes, and with copies of what it already has. */
public final class UnpackedBytes {
    private final byte[] bytes;
    private int size;

    UnpackedBytes(int capacity) {
        bytes = new byte[capacity];
    }

    private void require(long count) throws ColumnFileException {
        if (count < 0 || count > bytes.length - size) {
            throw ColumnFileException.damaged(
                    "a packed part has more than the " + bytes.length + " bytes that its header declares");
        }
    }

    /** Appends the next bytes of a reader. */
    public void append(ByteReader in, long count) throws ColumnFileException {
        require(count);
        in.copy(bytes, size, (int) count);
        size += (int) count;
    }

    /** Appends the same byte so many times. */
    public void fill(int value, int count) throws ColumnFileException {
        require(count);
        Arrays.fill(bytes, size, size + count, (byte) value);
        size += count;
    }

    /** Appends bytes that begin a distance before the end; they may overlap with what is appended. */
    public void repeat(long distance, long count) throws ColumnFileException {
        require(count);
        if (distance <= 0 || distance > size) {
            throw ColumnFileException.damaged("a packed part refers to bytes before its beginning");
        }
        int from = size - (int) distance;
        for (int i = 0; i < count; i++) {
            bytes[size + i] = bytes[from + i];
        }
        size += (int) count;
    }

    byte[] finish() throws ColumnFileException {
        if (size != bytes.length) {
            throw ColumnFileException.damaged(
                    "a packed part has " + size + " bytes, but its header declares " + bytes.length);
        }
        return bytes;
    }
}
