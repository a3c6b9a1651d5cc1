package dev.engram.engine.weights.format;

import dev.engram.engine.json.JsonReader;
import dev.engram.engine.text.PrintableText;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.NumberType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads safetensors. The order of the arrays is that of their numbers. */
final class SafetensorsReader {
    /** As much as 40,000 arrays need. */
    private static final int MAX_HEADER = 4_000_000;

    private static final Map<String, NumberType> TYPES = Map.ofEntries(
            Map.entry("BOOL", NumberType.U1),
            Map.entry("U8", NumberType.U1),
            Map.entry("I8", NumberType.I1),
            Map.entry("U16", NumberType.U2),
            Map.entry("I16", NumberType.I2),
            Map.entry("U32", NumberType.U4),
            Map.entry("I32", NumberType.I4),
            Map.entry("I64", NumberType.I8),
            Map.entry("F16", NumberType.F2),
            Map.entry("BF16", NumberType.BF2),
            Map.entry("F32", NumberType.F4),
            Map.entry("F64", NumberType.F8));

    private final Path file;
    private final ArrayReader arrays;

    /** An array of the header. */
    private record Entry(String name, String place, NumberType type, int[] shape, long from, long to) {}

    private SafetensorsReader(Path file) {
        this.file = file;
        arrays = new ArrayReader(file);
    }

    static WeightFile read(Path file) throws IOException {
        return new SafetensorsReader(file).read();
    }

    private WeightFile read() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long length = ByteBuffer.wrap(in.readNBytes(8))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (length < 0 || length > MAX_HEADER) {
                throw arrays.damaged(
                        "header",
                        "it has " + Long.toUnsignedString(length) + " bytes, but at most " + MAX_HEADER
                                + " are possible");
            }
            byte[] text = in.readNBytes((int) length);
            if (text.length < length) {
                throw arrays.damaged("header", "it has " + length + " bytes, but the file ends inside it");
            }
            Map<String, Object> header = parse(text);
            Map<String, String> metadata = metadata(header.remove(SafetensorsWriter.METADATA));
            List<Entry> entries = entries(header, Files.size(file) - 8 - length);
            List<NamedArray> all = new ArrayList<>();
            for (Entry e : entries) {
                float[] values = arrays.read(e.place, in, e.type, ByteOrder.LITTLE_ENDIAN, e.shape);
                all.add(new NamedArray(e.name, e.shape, values));
            }
            return new WeightFile(all, metadata);
        }
    }

    private Map<String, Object> parse(byte... text) {
        try {
            return JsonReader.object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString());
        } catch (CharacterCodingException e) {
            throw arrays.damaged("header", "it is not text in UTF-8");
        } catch (IOException e) {
            throw arrays.damaged("header", "it is not a JSON object (" + PrintableText.line(e.getMessage()) + ")");
        }
    }

    private Map<String, String> metadata(Object metadata) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (metadata instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(name.toString(), value.toString()));
        } else if (metadata != null) {
            throw arrays.damaged(SafetensorsWriter.METADATA, "it is not a JSON object");
        }
        return texts;
    }

    /** Returns the arrays in the order of their numbers, which must fill the rest of the file without gaps. */
    private List<Entry> entries(Map<String, Object> header, long bytes) {
        List<Entry> entries = new ArrayList<>();
        header.forEach((name, value) -> entries.add(entry(name, value)));
        entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long at = 0;
        for (Entry e : entries) {
            if (e.from != at) {
                throw arrays.damaged(
                        e.place,
                        "its numbers start at byte " + e.from + ", but those of the arrays before it end at byte "
                                + at);
            }
            at = e.to;
        }
        if (at != bytes) {
            throw arrays.damaged("header", "its arrays have " + at + " bytes, but the file has " + bytes);
        }
        return entries;
    }

    private Entry entry(String name, Object value) {
        String place = PrintableText.line(name);
        if (name.isBlank()) {
            throw arrays.damaged("header", "an array has no name");
        }
        if (!(value instanceof Map<?, ?> map) || !(map.get("dtype") instanceof String type)) {
            throw arrays.damaged(place, "it has no dtype, shape and data_offsets");
        }
        NumberType known = TYPES.get(type);
        if (known == null) {
            throw new IncompatibleException(file + " (" + place + "): contains numbers of type "
                    + PrintableText.line(type) + "; convert it to F32");
        }
        long[] offsets = numbers(place, "data_offsets", map.get("data_offsets"));
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw arrays.damaged(place, "its data_offsets are not two numbers in order");
        }
        int[] shape = arrays.shape(place, known, offsets[1] - offsets[0], numbers(place, "shape", map.get("shape")));
        return new Entry(name, place, known, shape, offsets[0], offsets[1]);
    }

    private long[] numbers(String place, String key, Object value) {
        if (!(value instanceof List<?> list)) {
            throw arrays.damaged(place, "its " + key + " is not a list");
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            String text = list.get(i).toString();
            if (!text.matches("[0-9]{1,18}")) {
                throw arrays.damaged(place, "its " + key + " is not a list of whole numbers");
            }
            numbers[i] = Long.parseLong(text);
        }
        return numbers;
    }
}
