package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that are larger than the memory of the program. */
class LargeDataIT {
    private static final int ROWS = 8_000;
    private static final int WIDTH = 3 * 32 * 32;
    /** Of 98 MB, which is more than the memory of the program. */
    private static final String LITTLE_MEMORY = "-Xmx80m";

    private static final Pattern RUN = Pattern.compile("^([0-9a-f]{12,})", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    @Tag("long")
    void dataLargerThanTheMemoryAreTrainedOnWithTheSameBits() throws IOException {
        writeArrays();
        SampleSuites.write(folder, "big.yaml", """
            name: big
            data:
              npy:
                {inputs: x.npy, targets: y.npy, test: 0.01, validation: 0.01, scaling: channel-standard,
                 input-noise: 0.1, augment: [flip, {crop: {padding: 2}}]}
            network: [{dense: {units: 10, activation: softmax}}]
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.01}}
            training: {steps: 20, batch: 32}
            seeds: 1
            """);
        Map<String, String> little = Map.of(
                "ENGRAM_JAVA_OPTIONS",
                LITTLE_MEMORY,
                "ENGRAM_CACHE",
                folder.resolve("cache").toString());
        CommandResult run = Launcher.run(folder, little, "run", "big.yaml", "--out", "out");
        assertEquals(0, run.code(), run.out() + run.err());
        CommandResult listed = InProcessCli.run("store", "list", "big", "--out", folder.resolve("out"));
        Matcher id = RUN.matcher(listed.out());
        assertTrue(id.find(), listed.out() + listed.err());
        CommandResult replay = InProcessCli.run("replay", id.group(1), "--out", folder.resolve("out"));
        assertEquals(0, replay.code(), replay.out() + replay.err());
        assertTrue(replay.out().contains("identical to the last bit"), replay.out());
    }

    @Test
    @Tag("long")
    void aTableThatDoesNotFitIntoMemoryIsAnErrorThatSaysWhatToDo() throws IOException {
        String row = "0.5,".repeat(100);
        try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve("big.csv"))) {
            for (int r = 0; r < 150_000; r++) {
                csv.write(row + (r % 2 == 0 ? "a" : "b") + "\n");
            }
        }
        SampleSuites.write(folder, "table.yaml", """
            name: table
            data: {csv: {file: big.csv}}
            network: [{dense: {units: 2, activation: softmax}}]
            loss: cross-entropy
            optimizer: sgd
            training: {steps: 20, batch: 32}
            """);
        CommandResult check = Launcher.run(folder, Map.of("ENGRAM_JAVA_OPTIONS", "-Xmx48m"), "check", "table.yaml");
        assertEquals(2, check.code(), check.out() + check.err());
        assertTrue(
                check.err()
                        .contains(
                                "MB of memory that Java has; set ENGRAM_JAVA_OPTIONS=-Xmx..., or give a large table as"
                                        + " an .npy file"),
                check.err());
    }

    private void writeArrays() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        try (OutputStream x = new BufferedOutputStream(Files.newOutputStream(folder.resolve("x.npy")));
                OutputStream y = Files.newOutputStream(folder.resolve("y.npy"))) {
            x.write(header("<f4", "(" + ROWS + ", 3, 32, 32)"));
            y.write(header("|u1", "(" + ROWS + ",)"));
            ByteBuffer row = ByteBuffer.allocate(4 * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
            byte[] labels = new byte[ROWS];
            for (int r = 0; r < ROWS; r++) {
                labels[r] = (byte) random.nextInt(10);
                row.putFloat(4 * random.nextInt(WIDTH), labels[r] + 0.5f);
                x.write(row.array());
            }
            y.write(labels);
        }
    }

    private static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        text = text + " ".repeat(63 - (10 + text.length()) % 64) + "\n";
        ByteBuffer b = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length());
        return b.put(text.getBytes(StandardCharsets.US_ASCII)).array();
    }
}
