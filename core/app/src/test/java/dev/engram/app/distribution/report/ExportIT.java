package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.engram.app.distribution.Chromium;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.awt.image.BufferedImage;
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
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Tests {@code engram export}. */
class ExportIT {
    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void run() {
        suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.PAIR.replace(
                        "[backprop, output-only]", "[backprop, output-only]}\nbaseline: {rule: backprop"));
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", folder.resolve("results"))
                        .code());
    }

    private Path export(String format) {
        CommandResult e = InProcessCli.run("export", suite, "--out", folder.resolve("results"), "--as", format);
        assertEquals(0, e.code(), e.err());
        return Path.of(e.out().strip());
    }

    @Test
    void csvHasARowForEveryMeasurement() throws IOException {
        List<String> rows = Files.readAllLines(export("csv"));
        assertEquals("cell,seed,run,outcome,step,epoch,phase,metric,value,axis.rule", rows.get(0));
        assertTrue(
                rows.get(1)
                        .matches("backprop,1,[0-9a-f]{32},finished,\\d+,[0-9.]+,(train|validation|test),"
                                + "\\w+,[0-9.]+,backprop"),
                rows.get(1));
        assertEquals(4, rows.stream().filter(r -> r.contains(",test,accuracy,")).count());
    }

    @Test
    void jsonLinesHaveAnObjectForEveryRun() throws IOException {
        List<String> lines = Files.readAllLines(export("jsonl"));
        assertEquals(4, lines.size());
        for (String line : lines) {
            try (JsonParser p = new JsonFactory().createParser(line)) {
                int tokens = 0;
                while (p.nextToken() != null) {
                    tokens++;
                }
                assertTrue(tokens > 30, line);
            }
        }
    }

    @Test
    void latexHasATableOfTheComparison() throws IOException {
        String tex = Files.readString(export("latex"));
        assertTrue(
                tex.contains("\\begin{tabular}{lrrr}\n"
                        + "\\toprule\n"
                        + "cell & accuracy & loss & seeds \\\\\n"
                        + "\\midrule\n"),
                tex);
        assertTrue(tex.contains("\noutput-only & \\boldmath$0."), "by two seeds nothing is shown to be worse: " + tex);
        assertTrue(tex.contains("against backprop & verdict & $\\Delta$ accuracy"), "the verdicts: " + tex);
        assertTrue(tex.endsWith("\\bottomrule\n\\end{tabular}\n"), tex);
    }

    @Test
    void eventFilesHaveCorrectChecksumsAndEveryMeasurement() throws IOException {
        Path file = export("tensorboard").resolve("backprop/seed-1/events.out.tfevents.engram");
        byte[] bytes = Files.readAllBytes(file);
        // TensorFlow starts every event file with a record of 24 bytes, which has this checksum.
        assertArrayEquals(HexFormat.of().parseHex("1800000000000000a37f4b22"), Arrays.copyOf(bytes, 12));
        assertTrue(new String(bytes, 12, 24, StandardCharsets.ISO_8859_1).endsWith("brain.Event:2"));
        ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Float> scalars = new TreeMap<>();
        List<Double> wallTimes = new ArrayList<>();
        while (records.hasRemaining()) {
            byte[] length = read(records, Long.BYTES);
            assertEquals(masked(length), records.getInt());
            byte[] event = read(records, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            assertEquals(masked(event), records.getInt());
            Map<Integer, List<Object>> fields = fields(event);
            wallTimes.add(Double.longBitsToDouble((long) fields.get(1).get(0)));
            for (Object summary : fields.getOrDefault(5, List.of())) {
                for (Object value : fields((byte[]) summary).get(1)) {
                    Map<Integer, List<Object>> scalar = fields((byte[]) value);
                    String tag = new String((byte[]) scalar.get(1).get(0), StandardCharsets.UTF_8);
                    scalars.put(fields.getOrDefault(2, List.of(0L)).get(0) + " " + tag, Float.intBitsToFloat((int)
                            (long) scalar.get(2).get(0)));
                }
            }
        }
        Map<String, Float> expected = new TreeMap<>();
        for (String row : Files.readAllLines(export("csv"))) {
            String[] f = row.split(",");
            if (f[0].equals("backprop") && f[1].equals("1")) {
                expected.put(f[4] + " " + f[6] + "/" + f[7], Float.parseFloat(f[8]));
            }
        }
        assertTrue(expected.size() > 3, expected.toString());
        assertEquals(expected, scalars);
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
            if (row.matches("backprop,1,.*,0,[0-9.]+,histogram,histograms/layer0/weights\\[\\d\\],.*")) {
                counts.add(Double.valueOf(row.split(",")[8]));
            }
        }
        assertEquals(4, counts.size(), "bins before the first step");
        assertTrue(histograms(Path.of(paths.get(1), "backprop/seed-1/events.out.tfevents.engram"))
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

    @Test
    void everyChartIsDrawnAsAnImageWhateverTheNamesOfItsCells() throws Exception {
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL.replace("rule: backprop\n", "") + """
            measure: [accuracy, loss]
            compare:
              - {name: 'a <b>"bold"</b> & name', rule: backprop}
              - {name: control, rule: output-only}
            """);
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", folder.resolve("results"))
                        .code());
        Path chromium = Chromium.browser();
        for (String kind : List.of("svg", "png")) {
            CommandResult e = InProcessCli.run(
                    "export",
                    suite,
                    "--out",
                    folder.resolve("results"),
                    "--as",
                    kind,
                    "--to",
                    folder.resolve(kind),
                    "--browser",
                    chromium);
            assertEquals(0, e.code(), e.err());
            try (Stream<Path> files = Files.list(folder.resolve(kind))) {
                assertEquals(
                        List.of("cost." + kind, "curves-validation-accuracy." + kind, "curves-validation-loss." + kind),
                        files.map(f -> f.getFileName().toString()).sorted().toList());
            }
        }
        BufferedImage png = ImageIO.read(folder.resolve("png/cost.png").toFile());
        assertEquals(2700, png.getWidth());
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("svg/cost.svg").toFile());
        assertEquals("svg", svg.getDocumentElement().getTagName());
        assertTrue(svg.getElementsByTagName("path").getLength() > 5);
        assertTrue(
                svg.getDocumentElement().getTextContent().contains("a <b>\"bold\"</b> & name"),
                svg.getDocumentElement().getTextContent());
    }

    @Test
    void aProgramThatIsNotABrowserIsRefused() {
        CommandResult e = InProcessCli.run(
                "export", suite, "--out", folder.resolve("results"), "--as", "svg", "--browser", "/bin/true");
        assertEquals(2, e.code());
        assertTrue(e.err().startsWith("/bin/true drew no chart"), e.err());
    }

    @Test
    void anUnknownFormatIsRefusedWithTheChoice() {
        CommandResult e = InProcessCli.run("export", suite, "--as", "excel");
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("choose one of csv, jsonl, parquet, latex, tensorboard, svg, png, mlflow, ro-crate"),
                e.err());
    }
}
