package dev.engram.engine.weights.format;

import dev.engram.engine.json.JsonText;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes npz: the array {@code 0.weight} is the entry {@code 0.weight.npy}. Entries are stored, as numpy.savez does,
 * since the bytes of a compressed file depend on the library that compresses. The metadata are the comment of the zip
 * file, as a JSON object.
 */
final class NpzWriter {
    /** The time of every entry. January would get a second time, in the zone of the computer. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int MAX_COMMENT = 0xffff;

    private NpzWriter() {}

    static void write(WeightFile weights, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setMethod(ZipOutputStream.STORED);
        if (!weights.metadata().isEmpty()) {
            zip.setComment(comment(weights));
        }
        for (NamedArray a : weights.arrays()) {
            byte[] bytes = npy(a);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            ZipEntry entry = new ZipEntry(a.name() + ".npy");
            entry.setTimeLocal(TIME);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static String comment(WeightFile weights) {
        String comment = JsonText.compact(weights.metadata(), JsonText.EXACT);
        if (comment.getBytes(StandardCharsets.UTF_8).length > MAX_COMMENT) {
            throw new IllegalArgumentException("the metadata of an npz file have at most " + MAX_COMMENT + " bytes");
        }
        return comment;
    }

    private static byte[] npy(NamedArray a) {
        byte[] header = NpyFile.header(NpyFile.Type.FLOATS, a.shape());
        long size = header.length + 4L * a.values().length;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(a + ": an array of an npz file has at most 2 GB");
        }
        ByteBuffer b = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        b.put(header).asFloatBuffer().put(a.values());
        return b.array();
    }
}
