package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An IDX file of unsigned bytes: two zero bytes, the type 8, the number of dimensions, the dimensions as big-endian
 * 32-bit integers, and the bytes.
 *
 * @param bytes the contents; empty if only the header was read
 */
record IdxFile(Path file, int[] dimensions, byte[] bytes) {
    private static final int UNSIGNED_BYTES = 0x0800;

    /**
     * Reads the header.
     *
     * @param what content of the file, for messages
     * @param ranks possible numbers of dimensions
     */
    static IdxFile header(Path file, String what, int... ranks) {
        return FileInput.readStart(file, in -> new IdxFile(file, dimensions(in, file, what, ranks), new byte[0]));
    }

    /** Reads the whole file. */
    static IdxFile read(Path file, String what, int... ranks) {
        return FileInput.readFile(file, in -> {
            int[] dimensions = dimensions(in, file, what, ranks);
            long size = size(dimensions);
            if (size > Integer.MAX_VALUE - 8) {
                throw new IncompatibleException(
                        file + ": has " + text(dimensions) + " = " + size + " bytes, which an array cannot hold");
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() != -1) {
                throw wrongLength(file, dimensions, bytes.length < size, bytes.length);
            }
            return new IdxFile(file, dimensions, bytes);
        });
    }

    private static int[] dimensions(InputStream in, Path file, String what, int... ranks) throws IOException {
        int magic = readInt(in, file);
        int rank = magic - UNSIGNED_BYTES;
        if (IntStream.of(ranks).noneMatch(r -> r == rank)) {
            throw new IncompatibleException(String.format(
                    "%s: starts with %08x where an IDX file of %s starts with %s; it is another kind of"
                            + " file, or damaged: fetch it again",
                    file,
                    magic,
                    what,
                    IntStream.of(ranks)
                            .mapToObj(r -> String.format("%08x", UNSIGNED_BYTES + r))
                            .collect(Collectors.joining(" or "))));
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = readInt(in, file);
            int[] known = Arrays.copyOf(dimensions, i + 1);
            if (dimensions[i] < 1 || i > 0 && size(Arrays.copyOfRange(known, 1, i + 1)) > Integer.MAX_VALUE) {
                throw new IncompatibleException(file + ": its header gives the shape " + text(known)
                        + ", which is impossible; the file is damaged: fetch it again");
            }
        }
        return dimensions;
    }

    private static IncompatibleException wrongLength(Path file, int[] dimensions, boolean tooShort, long bytes) {
        return new IncompatibleException(file + ": its header declares " + text(dimensions) + " = " + size(dimensions)
                + " bytes, but " + (tooShort ? "there are only " + bytes : "there are more")
                + "; the file is damaged or truncated: fetch it again");
    }

    private static int readInt(InputStream in, Path file) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new IncompatibleException(file + ": ends inside its header; the file is truncated: fetch it again");
        }
        return ByteBuffer.wrap(four).getInt();
    }

    private static String text(int... dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }

    /** Returns the product of the dimensions, at most 2^62. */
    private static long size(int... dimensions) {
        long size = 1;
        for (int d : dimensions) {
            size = Math.multiplyHigh(size, d) == 0 && size * d >= 0 ? Math.min(size * d, 1L << 62) : 1L << 62;
        }
        return size;
    }

    /**
     * Reads the first bytes of the examples to {@code to[at]} and after. Throws if the file does not have as many bytes
     * as its header declares.
     */
    void readExamples(byte[] to, int at, int count) {
        long size = size(dimensions);
        long there = FileInput.readFile(file, in -> {
            in.skipNBytes(offset());
            int read = in.readNBytes(to, at, count);
            return read + in.transferTo(java.io.OutputStream.nullOutputStream());
        });
        if (there != size) {
            throw wrongLength(file, dimensions, there < size, there);
        }
    }

    /** Returns the number of bytes of the header. */
    int offset() {
        return Integer.BYTES * (1 + dimensions.length);
    }

    /** Returns the number of examples. */
    int count() {
        return dimensions[0];
    }

    /** Returns the dimensions of one example as text. */
    String example() {
        return text(Arrays.copyOfRange(dimensions, 1, dimensions.length));
    }

    /** Returns the shape of one image. */
    Shape shape() {
        boolean channels = dimensions.length == 4;
        return new Shape(
                channels ? dimensions[1] : 1, dimensions[dimensions.length - 2], dimensions[dimensions.length - 1]);
    }
}
