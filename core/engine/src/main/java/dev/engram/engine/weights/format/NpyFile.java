package dev.engram.engine.weights.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array in a file of NumPy's format, as numpy.save writes it, that is written piece by piece and never held in
 * memory. The file has its name only when it is complete.
 */
public final class NpyFile implements AutoCloseable {
    /** Four-byte types of numbers, little-endian. */
    public enum Type {
        FLOATS("<f4"),
        INTEGERS("<i4");

        private final String code;

        Type(String code) {
            this.code = code;
        }
    }

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The numbers start at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path partial;
    private final FileChannel out;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private long missing;

    /** Begins an array of this shape. */
    public NpyFile(Path file, Type type, int... shape) throws IOException {
        this.file = file;
        partial = file.resolveSibling(file.getFileName() + ".part");
        out = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        missing = IntStream.of(shape).asLongStream().reduce(1, Math::multiplyExact);
        buffer.put(header(type, shape));
    }

    /** Returns the bytes before the numbers. */
    static byte[] header(Type type, int... shape) {
        String sizes = IntStream.of(shape).mapToObj(s -> s + ", ").collect(Collectors.joining());
        // As Python writes a tuple: (), (3,) and (2, 3).
        String tuple = "(" + (shape.length > 1 ? sizes.substring(0, sizes.length() - 2) : sizes.strip()) + ")";
        String text = "{'descr': '" + type.code + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int unpadded = MAGIC.length + 2 + text.length() + 1;
        text += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        return ByteBuffer.allocate(MAGIC.length + 2 + text.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) text.length())
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** Appends a number. */
    public void add(float value) throws IOException {
        room();
        buffer.putFloat(value);
    }

    /** Appends an integer. */
    public void add(int value) throws IOException {
        room();
        buffer.putInt(value);
    }

    private void room() throws IOException {
        missing--;
        if (buffer.remaining() < Float.BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }

    /** Ends the array and gives the file its name. */
    public void complete() throws IOException {
        if (missing != 0) {
            throw new IllegalStateException(file + ": " + missing + " numbers are missing");
        }
        flush();
        out.close();
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Closes the file, and removes it if it is not complete. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(partial);
    }
}
