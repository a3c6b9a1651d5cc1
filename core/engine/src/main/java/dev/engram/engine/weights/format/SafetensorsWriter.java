package dev.engram.engine.weights.format;

import dev.engram.engine.json.JsonText;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes safetensors: the length of the header in 8 bytes, the header in JSON, padded by spaces to a multiple of 8, and
 * the numbers of all arrays in order, all little endian.
 */
final class SafetensorsWriter {
    static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final int PIECE = 1 << 13;

    private SafetensorsWriter() {}

    static void write(WeightFile weights, OutputStream out) throws IOException {
        byte[] header = header(weights).getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-header.length, ALIGNMENT);
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length + padding);
        out.write(length.array());
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        ByteBuffer piece = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
        for (NamedArray a : weights.arrays()) {
            for (int done = 0; done < a.values().length; done += PIECE) {
                int next = Math.min(PIECE, a.values().length - done);
                piece.asFloatBuffer().put(a.values(), done, next);
                out.write(piece.array(), 0, 4 * next);
            }
        }
    }

    private static String header(WeightFile weights) {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!weights.metadata().isEmpty()) {
            header.put(METADATA, weights.metadata());
        }
        long at = 0;
        for (NamedArray a : weights.arrays()) {
            if (a.name().equals(METADATA)) {
                throw new IllegalArgumentException("safetensors has no array named " + METADATA);
            }
            long end = at + 4L * a.values().length;
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", "F32");
            entry.put("shape", Arrays.stream(a.shape()).boxed().toList());
            entry.put("data_offsets", List.of(at, end));
            header.put(a.name(), entry);
            at = end;
        }
        return JsonText.compact(header, JsonText.EXACT);
    }
}
