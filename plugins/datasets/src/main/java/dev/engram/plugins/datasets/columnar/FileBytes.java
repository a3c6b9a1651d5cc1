package dev.engram.plugins.datasets.columnar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The bytes of a file, at any position. */
public final class FileBytes implements Closeable {
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    /** A part takes at most this share of Java's memory, so that what is made of it has room. */
    private static final int MEMORY_SHARE = 4;

    private final FileChannel channel;
    private final long size;

    /** Opens a file. */
    public FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    public long size() {
        return size;
    }

    /**
     * Reads a part.
     *
     * @param what the name of the part, for messages
     */
    public byte[] read(long from, long length, String what) throws IOException {
        if (from < 0 || length < 0 || from > size || length > size - from) {
            throw ColumnFileException.damaged(String.format(
                    Locale.ROOT,
                    "%s would be %,d bytes from byte %,d on, but the file has %,d",
                    what,
                    length,
                    from,
                    size));
        }
        requireMemory(length, what);
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw ColumnFileException.damaged("it became shorter while it was read");
            }
        }
        return bytes.array();
    }

    /** Throws an exception if a part is too large for Java's memory; nothing has been reserved for it. */
    public static void requireMemory(long bytes, String what) throws ColumnFileException {
        if (bytes < 0 || bytes > Math.min(MAX_ARRAY, Runtime.getRuntime().maxMemory() / MEMORY_SHARE)) {
            throw ColumnFileException.unsupported(
                    String.format(
                            Locale.ROOT,
                            "%s takes %,d bytes by its header, which is too much for one part",
                            what,
                            bytes),
                    "if the file is not damaged, write it in smaller parts (row groups, batches or pages), or give"
                            + " Java more memory");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
