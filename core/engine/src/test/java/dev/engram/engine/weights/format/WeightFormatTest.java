package dev.engram.engine.weights.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightFormatTest {
    /** Written by hand from the description of the format. */
    private static final String SAFETENSORS = "5800000000000000"
            + text("{\"__metadata__\":{\"seed\":\"7\"},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}")
            + "202020202020" // padding
            + "0000803f000000c0";

    @TempDir
    Path folder;

    private static String text(String s) {
        return HexFormat.of().formatHex(s.getBytes(StandardCharsets.UTF_8));
    }

    static WeightFile weights() {
        float[] many = new float[20_000];
        IntStream.range(0, many.length).forEach(i -> many[i] = (float) StrictMath.sin(i) * 1e-3f);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("suite", "digits");
        metadata.put("cell", "µ \"quoted\"\n");
        return new WeightFile(
                List.of(
                        new NamedArray("0.weight", new int[] {100, 200}, many),
                        new NamedArray("0.bias", new int[] {3}, new float[] {1, -0f, Float.MIN_VALUE}),
                        new NamedArray("1.scale", new int[0], new float[] {Float.NEGATIVE_INFINITY}),
                        new NamedArray("1.empty", new int[] {2, 0, 3}, new float[0]),
                        new NamedArray("2.weight", new int[] {1, 2, 1, 2}, new float[] {1, 2, 3, Float.NaN})),
                metadata);
    }

    static byte[] bytes(WeightFormat format, WeightFile weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(weights, out);
        return out.toByteArray();
    }

    private WeightFile read(byte... bytes) throws IOException {
        return WeightFormat.read(Files.write(folder.resolve("weights"), bytes));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadWithTheSameBits(WeightFormat format) throws IOException {
        WeightFile read = read(bytes(format, weights()));
        assertEquals(weights(), read);
        assertEquals(List.of("suite", "cell"), List.copyOf(read.metadata().keySet()));
        WeightFile none = new WeightFile(List.of(), Map.of());
        assertEquals(none, read(bytes(format, none)));
    }

    @ParameterizedTest
    @EnumSource
    void theSameWeightsAreTheSameBytesInEveryTimeZone(WeightFormat format) throws IOException {
        byte[] first = bytes(format, weights());
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            assertArrayEquals(first, bytes(format, weights()));
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void safetensorsHasTheBytesOfItsDescription() throws IOException {
        NamedArray b = new NamedArray("b", new int[] {2}, new float[] {1, -2});
        byte[] bytes = bytes(WeightFormat.SAFETENSORS, new WeightFile(List.of(b), Map.of("seed", "7")));
        assertEquals(SAFETENSORS, HexFormat.of().formatHex(bytes));
    }

    @Test
    void npzHasAnArrayOfNumpyForEachName() throws IOException {
        NamedArray b = new NamedArray("b", new int[] {1, 2}, new float[] {1, -2});
        String hex = HexFormat.of().formatHex(bytes(WeightFormat.NPZ, new WeightFile(List.of(b), Map.of("seed", "7"))));
        String npy = "934e554d505901007600"
                + text("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }" + " ".repeat(58) + "\n")
                + "0000803f000000c0";
        assertTrue(hex.startsWith("504b0304"), hex);
        assertTrue(hex.contains(text("b.npy") + npy), hex);
        assertTrue(hex.endsWith("0c00" + text("{\"seed\":\"7\"}")), hex);
    }

    @Test
    void safetensorsOfAnyTypeAndOrderAreRead() throws IOException {
        String header = "{\"z\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[0,10]},"
                + "\"c\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[30,38]},"
                + "\"a\":{\"dtype\":\"F64\",\"shape\":[2,1],\"data_offsets\":[10,26]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[26,30]}}";
        byte[] all = HexFormat.of()
                .parseHex(String.format("%02x%02x000000000000", header.length() & 255, header.length() >> 8)
                        + text(header)
                        + "003c00c0010000fc557b" // half: 1, -2, 2^-24, -infinity, 60064
                        + "000000000000f03f" + "00000000000004c0" // double: 1, -2.5
                        + "803f20c1" // bfloat16: 1, -10
                        + "0500000000000000");
        WeightFile read = read(all);
        assertEquals(List.of("z", "a", "b", "c"), read.names());
        float[] half = {1, -2, 0x1p-24f, Float.NEGATIVE_INFINITY, 60064};
        assertArrayEquals(half, read.arrays().get(0).values());
        assertEquals(
                new NamedArray("a", new int[] {2, 1}, new float[] {1, -2.5f}),
                read.arrays().get(1));
        assertArrayEquals(new float[] {1, -10}, read.arrays().get(2).values());
        assertEquals(
                new NamedArray("c", new int[0], new float[] {5}), read.arrays().get(3));
    }

    @Test
    void columnsBecomeRows() {
        assertArrayEquals(
                new float[] {0, 1, 2, 10, 11, 12}, ArrayReader.rowByRow(new float[] {0, 10, 1, 11, 2, 12}, 2, 3));
        float[] three = ArrayReader.rowByRow(new float[] {0, 100, 10, 110, 1, 101, 11, 111}, 2, 2, 2);
        assertArrayEquals(new float[] {0, 1, 10, 11, 100, 101, 110, 111}, three);
    }

    @Test
    void metadataThatAFormatCannotHoldAreRefused() {
        WeightFile reserved =
                new WeightFile(List.of(new NamedArray("__metadata__", new int[0], new float[1])), Map.of());
        assertThrows(IllegalArgumentException.class, () -> bytes(WeightFormat.SAFETENSORS, reserved));
        WeightFile large = new WeightFile(List.of(), Map.of("a", "b".repeat(70_000)));
        assertThrows(IllegalArgumentException.class, () -> bytes(WeightFormat.NPZ, large));
    }
}
