package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads TensorBoard's event files as its own definitions of the messages say. */
class EventFilesIT {
    private static final String NAME = "events.out.tfevents.engram";

    @TempDir
    private static Path folder;

    private static Path suite;
    private static Path events;

    @BeforeAll
    static void run() {
        suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.PAIR.replace(
                        "compare: {rule: [backprop, output-only]}",
                        "compare: {rule: [backprop, output-only], optimizer.sgd.rate: [0.2, 1e30]}"));
        CommandResult e = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, e.code(), e.err());
        events = export("tensorboard");
    }

    private static Path export(String format) {
        CommandResult e = InProcessCli.run("export", suite, "--out", folder, "--as", format);
        assertEquals(0, e.code(), e.err());
        return Path.of(e.out().strip());
    }

    /** The events of a file, whose checksums are right. */
    private static List<Map<Integer, List<Object>>> read(Path file) throws IOException {
        ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Map<Integer, List<Object>>> all = new ArrayList<>();
        while (records.hasRemaining()) {
            byte[] length = read(records, Long.BYTES);
            assertEquals(masked(length), records.getInt());
            byte[] event = read(records, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            assertEquals(masked(event), records.getInt());
            all.add(fields(event));
        }
        return all;
    }

    /** The values of all summaries, by step and tag. */
    private static Map<String, Map<Integer, List<Object>>> values(Path file) throws IOException {
        Map<String, Map<Integer, List<Object>>> values = new TreeMap<>();
        for (Map<Integer, List<Object>> event : read(file)) {
            for (Object summary : event.getOrDefault(5, List.of())) {
                for (Object value : fields((byte[]) summary).get(1)) {
                    Map<Integer, List<Object>> of = fields((byte[]) value);
                    values.put(event.getOrDefault(2, List.of(0L)).get(0) + " " + text(of, 1), of);
                }
            }
        }
        return values;
    }

    private static String text(Map<Integer, List<Object>> message, int field) {
        return new String((byte[]) message.get(field).get(0), StandardCharsets.UTF_8);
    }

    private static Map<Integer, List<Object>> message(Map<Integer, List<Object>> message, int field) {
        return fields((byte[]) message.get(field).get(0));
    }

    private static List<Map<Integer, List<Object>>> messages(Map<Integer, List<Object>> message, int field) {
        return message.get(field).stream().map(m -> fields((byte[]) m)).toList();
    }

    private static double number(Map<Integer, List<Object>> message, int field) {
        return Double.longBitsToDouble((long) message.get(field).get(0));
    }

    @Test
    void eventFilesHaveCorrectChecksumsAndEveryMeasurement() throws IOException {
        Path file = events.resolve("backprop-rate=0.2/seed-1").resolve(NAME);
        byte[] bytes = Files.readAllBytes(file);
        // TensorFlow starts every event file with a record of 24 bytes, which has this checksum.
        assertArrayEquals(HexFormat.of().parseHex("1800000000000000a37f4b22"), Arrays.copyOf(bytes, 12));
        assertTrue(new String(bytes, 12, 24, StandardCharsets.ISO_8859_1).endsWith("brain.Event:2"));
        Map<String, Float> scalars = new TreeMap<>();
        values(file).forEach((tag, value) -> {
            if (value.containsKey(2)) {
                scalars.put(tag, Float.intBitsToFloat((int) (long) value.get(2).get(0)));
            }
        });
        Map<String, Float> expected = new TreeMap<>();
        String start = "\"backprop, rate=0.2\",1,";
        for (String row : Files.readAllLines(export("csv"))) {
            if (row.startsWith(start)) {
                String[] f = row.substring(start.length()).split(",");
                expected.put(f[2] + " " + f[4] + "/" + f[5], Float.parseFloat(f[6]));
            }
        }
        assertTrue(expected.size() > 3, expected.toString());
        assertEquals(expected, scalars);
        List<Double> wallTimes = read(file).stream().map(e -> number(e, 1)).toList();
        double first = wallTimes.get(0), last = wallTimes.get(wallTimes.size() - 1);
        double now = System.currentTimeMillis() / 1000.0;
        assertTrue(first > now - 600 && first < last && last <= now, "seconds since 1970: " + wallTimes);
    }

    @Test
    void tensorBoardHasTheHistogramsOfTheListener() throws IOException {
        String listen = "listen=[{histograms: {bins: 4}}]";
        Path out = folder.resolve("listened");
        assertEquals(
                0, InProcessCli.run("run", suite, "--out", out, "--set", listen).code());
        List<String> paths = new ArrayList<>();
        for (String format : List.of("csv", "tensorboard")) {
            CommandResult e = InProcessCli.run("export", suite, "--out", out, "--set", listen, "--as", format);
            assertEquals(0, e.code(), e.err());
            paths.add(e.out().strip());
        }
        List<Double> counts = new ArrayList<>();
        for (String row : Files.readAllLines(Path.of(paths.get(0)))) {
            if (row.matches("\"backprop, rate=0.2\",1,.*,0,[0-9.]+,histogram,histograms/layer0/weights\\[\\d\\],.*")) {
                counts.add(Double.valueOf(row.split(",")[9]));
            }
        }
        assertEquals(4, counts.size(), "bins before the first step");
        assertTrue(histograms(Path.of(paths.get(1), "backprop-rate=0.2/seed-1", NAME))
                .contains(counts));
    }

    /** Returns the counts of all histograms of an event file. */
    private static List<List<Double>> histograms(Path file) throws IOException {
        ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<List<Double>> found = new ArrayList<>();
        while (records.hasRemaining()) {
            int length = (int) records.getLong();
            records.getInt();
            byte[] event = read(records, length);
            records.getInt();
            for (Object summary : fields(event).getOrDefault(5, List.of())) {
                for (Object value : fields((byte[]) summary).get(1)) {
                    for (Object histogram : fields((byte[]) value).getOrDefault(5, List.of())) {
                        Map<Integer, List<Object>> fields = fields((byte[]) histogram);
                        List<Double> limits = doubles(fields.get(6));
                        List<Double> counts = doubles(fields.get(7));
                        assertEquals(limits.size(), counts.size());
                        assertEquals(doubleOf(fields.get(2)), limits.get(limits.size() - 1), 1e-6);
                        assertEquals(
                                doubleOf(fields.get(3)),
                                counts.stream().mapToDouble(c -> c).sum());
                        found.add(counts);
                    }
                }
            }
        }
        return found;
    }

    private static double doubleOf(List<Object> field) {
        return Double.longBitsToDouble((long) field.get(0));
    }

    private static List<Double> doubles(List<Object> packed) {
        ByteBuffer in = ByteBuffer.wrap((byte[]) packed.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> values = new ArrayList<>();
        while (in.hasRemaining()) {
            values.add(in.getDouble());
        }
        return values;
    }

    private static Map<Integer, List<Object>> plugin(Map<Integer, List<Object>> value, int field) {
        assertArrayEquals(new byte[] {8, 1, 18, 2, 18, 0}, (byte[]) value.get(8).get(0)); // an empty tensor
        Map<Integer, List<Object>> metadata = message(value, 9);
        assertEquals(List.of(2L), metadata.get(4)); // DATA_CLASS_TENSOR
        assertEquals("hparams", text(message(metadata, 1), 1));
        return message(message(message(metadata, 1), 2), field);
    }

    /** Numbers of fields as in Experiment, HParamInfo, Interval, MetricInfo and MetricName of api.proto. */
    @Test
    void theExperimentListsHyperparametersWithTheirValuesAndMetrics() throws IOException {
        Map<Integer, List<Object>> experiment =
                plugin(values(events.resolve(NAME)).get("0 _hparams_/experiment"), 2);
        assertEquals("small", text(experiment, 6));
        List<Map<Integer, List<Object>>> infos = messages(experiment, 4);
        assertEquals(
                List.of("cell", "rule", "optimizer.sgd.rate"),
                infos.stream().map(i -> text(i, 1)).toList());
        assertEquals(
                List.of("backprop", "output-only"),
                messages(message(infos.get(1), 5), 1).stream()
                        .map(v -> text(v, 3))
                        .toList());
        assertEquals(List.of(3L), infos.get(2).get(4)); // DATA_TYPE_FLOAT64
        Map<Integer, List<Object>> interval = message(infos.get(2), 6);
        assertEquals(List.of(0.2, 1e30), List.of(number(interval, 1), number(interval, 2)));
        assertEquals(
                List.of("test/accuracy", "test/loss", "validation/accuracy", "validation/loss"),
                messages(experiment, 5).stream()
                        .map(m -> text(message(m, 1), 2))
                        .toList());
    }

    /** Numbers of fields as in SessionStartInfo and SessionEndInfo of plugin_data.proto. */
    @Test
    void everyRunIsASessionWithItsHyperparametersItsGroupAndItsOutcome() throws IOException {
        for (String cell : List.of("backprop-rate=0.2", "backprop-rate=1e30")) {
            Map<String, Map<Integer, List<Object>>> values =
                    values(events.resolve(cell).resolve("seed-2").resolve(NAME));
            boolean diverged = cell.endsWith("1e30");
            Map<Integer, List<Object>> start = plugin(values.get("0 _hparams_/session_start_info"), 3);
            Map<String, Map<Integer, List<Object>>> parameters = new TreeMap<>();
            messages(start, 1).forEach(entry -> parameters.put(text(entry, 1), message(entry, 2)));
            assertEquals("backprop", text(parameters.get("rule"), 3));
            assertEquals(diverged ? 1e30 : 0.2, number(parameters.get("optimizer.sgd.rate"), 2));
            assertEquals("backprop, rate=" + (diverged ? "1e30" : "0.2"), text(parameters.get("cell"), 3));
            assertEquals(text(parameters.get("cell"), 3), text(start, 4));
            Map<Integer, List<Object>> end = values.entrySet().stream()
                    .filter(v -> v.getKey().endsWith(" _hparams_/session_end_info"))
                    .map(v -> plugin(v.getValue(), 4))
                    .findFirst()
                    .orElseThrow();
            assertEquals(List.of(diverged ? 2L : 1L), end.get(1)); // STATUS_FAILURE, STATUS_SUCCESS
            assertTrue(number(start, 5) <= number(end, 2));
        }
    }

    private static byte[] read(ByteBuffer from, int n) {
        byte[] bytes = new byte[n];
        from.get(bytes);
        return bytes;
    }

    /** Returns the CRC-32C, computed bit by bit, rotated by 15 and offset as the format requires. */
    private static int masked(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int k = 0; k < 8; k++) {
                crc = crc >>> 1 ^ (0x82F63B78 & -(crc & 1));
            }
        }
        crc = ~crc;
        return (crc >>> 15 | crc << 17) + 0xA282EAD8;
    }

    /** Returns the fields of a protocol buffer: numbers as Long, all others as bytes. */
    private static Map<Integer, List<Object>> fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) (key & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> read(in, (int) varint(in));
                case 5 -> (long) in.getInt();
                default -> throw new AssertionError("wire type " + (key & 7));
            };
            fields.computeIfAbsent((int) (key >>> 3), k -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
