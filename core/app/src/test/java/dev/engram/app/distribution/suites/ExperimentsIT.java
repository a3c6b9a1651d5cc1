package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every suite in {@code experiments} runs, describes itself and is in the gallery. */
class ExperimentsIT {
    private static final Pattern EXTENDS = Pattern.compile("^extends: (\\S+)", Pattern.MULTILINE);

    private static final Path EXPERIMENTS = Path.of("../../experiments");

    @TempDir
    private Path folder;

    private static List<Path> suites() throws IOException {
        try (Stream<Path> files = Files.list(EXPERIMENTS)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /**
     * With two seeds, the least from which intervals and tests are computed, and with two trials of one seed where
     * something is tuned. Their numbers mean nothing.
     */
    @TestFactory
    Stream<DynamicTest> runsForTwoSteps() throws IOException {
        List<Path> suites = suites();
        assertTrue(suites.size() > 4, "too few: " + suites);
        Path images = madeUpImages();
        return suites.stream()
                .map(s -> DynamicTest.dynamicTest(s.getFileName().toString(), () -> {
                    List<Object> command = new ArrayList<>(List.of(
                            "run",
                            s,
                            "--set",
                            "training.epochs=0",
                            "--set",
                            "training.steps=2",
                            "--set",
                            "seeds=2",
                            "--out",
                            folder.resolve(s.getFileName().toString())));
                    String text = withData(s);
                    if (text.contains("\ntune:")) {
                        command.addAll(List.of("--set", "tune.seeds=1"));
                    }
                    if (text.contains("  trials:")) {
                        command.addAll(List.of("--set", "tune.trials=2"));
                    }
                    Stream.of("idx", "mnist", "fashion-mnist")
                            .filter(d -> text.contains("data: {" + d + ":"))
                            .forEach(d -> Stream.of("directory=" + images, "train-rows=0", "test-rows=0")
                                    .forEach(v -> command.addAll(List.of("--set", "data." + d + "." + v))));
                    CommandResult e = InProcessCli.run(command.toArray());
                    assertEquals(0, e.code(), e.err());
                    assertTrue(e.out().contains("cell"), e.out());
                }));
    }

    /** Returns the text of a suite, with that of the suite that it extends if the data are there. */
    private static String withData(Path suite) throws IOException {
        String text = Files.readString(suite);
        Matcher base = EXTENDS.matcher(text);
        return !text.contains("\ndata:") && base.find() ? text + withData(suite.resolveSibling(base.group(1))) : text;
    }

    /** Writes files in the format of MNIST, which is not part of Engram. A digit is a bright row. */
    private Path madeUpImages() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        writeImages(images, "train", 256);
        writeImages(images, "t10k", 20);
        return images;
    }

    private static void writeImages(Path to, String part, int count) throws IOException {
        int side = 28;
        ByteBuffer pixels = ByteBuffer.allocate(16 + count * side * side)
                .putInt(0x803)
                .putInt(count)
                .putInt(side)
                .putInt(side);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            int digit = i % 10;
            for (int p = 0; p < side * side; p++) {
                pixels.put((byte) (p / side == 2 * digit ? 255 : 0));
            }
            labels.put((byte) digit);
        }
        Files.write(to.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(to.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    @Test
    void everySuiteDescribesItselfAndIsInTheGallery() throws IOException {
        String readme = Files.readString(EXPERIMENTS.resolve("README.md"));
        for (Path s : suites()) {
            assertTrue(Files.readString(s).contains("\nabout:"), s + " has no sentence about it");
            assertTrue(readme.contains("(" + s.getFileName() + ")"), s + " is not in the README");
        }
    }
}
