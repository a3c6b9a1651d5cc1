package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An IDX file of unsigned bytes: two zero bytes, the type 8, the number of dimensions, the dimensions as big-endian
 * 32-bit integers, and the bytes.
 */
record IdxFile(Path file, int[] dimensions, byte[] bytes) {
    private static final int UNSIGNED_BYTES = 0x0800;

    /**
     * @param rank required number of dimensions
     * @param what content of the file, for messages
     */
    static IdxFile read(Path file, int rank, String what) {
        return FileInput.readFile(file, in -> {
            int magic = readInt(in, file);
            if (magic != UNSIGNED_BYTES + rank) {
                throw new IncompatibleException(String.format(
                        "%s: starts with %08x where an IDX file of %s starts with %08x; it is another kind of"
                                + " file, or damaged: fetch it again",
                        file, magic, what, UNSIGNED_BYTES + rank));
            }
            int[] dimensions = new int[rank];
            long size = 1;
            for (int i = 0; i < rank; i++) {
                dimensions[i] = readInt(in, file);
                if (dimensions[i] < 1 || (size *= dimensions[i]) > Integer.MAX_VALUE - 8) {
                    throw new IncompatibleException(
                            file + ": its header says " + shape(Arrays.copyOf(dimensions, i + 1))
                                    + ", which is impossible; the file is damaged: fetch it again");
                }
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() != -1) {
                throw new IncompatibleException(
                        file + ": its header declares " + shape(dimensions) + " = " + size + " bytes, but "
                                + (bytes.length < size ? "there are only " + bytes.length : "there are more")
                                + "; the file is damaged or truncated: fetch it again");
            }
            return new IdxFile(file, dimensions, bytes);
        });
    }

    private static int readInt(InputStream in, Path file) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new IncompatibleException(file + ": ends inside its header; the file is truncated: fetch it again");
        }
        return ByteBuffer.wrap(four).getInt();
    }

    private static String shape(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }

    /** Returns the number of examples. */
    int count() {
        return dimensions[0];
    }

    /** Returns the number of bytes of one example. */
    int exampleSize() {
        return bytes.length / dimensions[0];
    }

    /** Returns the shape of one example. */
    String shape() {
        return shape(Arrays.copyOfRange(dimensions, 1, dimensions.length));
    }
}
