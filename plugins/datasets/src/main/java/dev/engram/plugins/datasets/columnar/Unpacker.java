package dev.engram.plugins.datasets.columnar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks parts of files whose unpacked sizes are stored. */
public final class Unpacker {
    /** Parts up to this size may be unpacked whatever their packed size. */
    private static final long FREE_BYTES = 100_000_000;

    private static final int MAX_RATIO = 100;

    private Unpacker() {}

    /** Unpacks the rest of a reader as Snappy, LZ4 and Zstandard store it. */
    @FunctionalInterface
    public interface Method {
        void unpack(ByteReader in, UnpackedBytes out) throws ColumnFileException;
    }

    /**
     * Unpacks the rest of a reader.
     *
     * @param size size when unpacked, as the file declares it; a different one is damage
     */
    public static byte[] unpack(Method method, ByteReader in, long size) throws ColumnFileException {
        requirePlausible(in, size);
        UnpackedBytes out = new UnpackedBytes((int) size);
        method.unpack(in, out);
        return out.finish();
    }

    /** Unpacks the rest of a reader as gzip. */
    public static byte[] gunzip(ByteReader in, long size) throws ColumnFileException {
        requirePlausible(in, size);
        byte[] out = new byte[(int) size];
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(in.readArray(in.remaining())))) {
            if (gzip.readNBytes(out, 0, out.length) == size && gzip.read() < 0) {
                return out;
            }
        } catch (IOException e) {
            ColumnFileException damaged = ColumnFileException.damaged("a gzipped part cannot be unpacked");
            damaged.initCause(e);
            throw damaged;
        }
        throw ColumnFileException.damaged("a gzipped part has another size than its header says");
    }

    private static void requirePlausible(ByteReader in, long size) throws ColumnFileException {
        FileBytes.requireMemory(size, "a packed part");
        if (size > FREE_BYTES && size / MAX_RATIO > in.remaining()) {
            throw ColumnFileException.unsupported(
                    "a part of " + in.remaining() + " bytes would unpack to " + size + " bytes by its header",
                    "if the file is not damaged, write it in smaller parts");
        }
    }
}
