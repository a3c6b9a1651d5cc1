package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.engine.weights.format.NpyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
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

    /** Files that a suite reads and that another suite has to write first. */
    private static final Pattern FEATURES = Pattern.compile("(features/\\S+/)([xy]\\S*\\.npy)");

    /** Steps of a variant, which replace those of the command line. */
    private static final Pattern OWN_STEPS = Pattern.compile("training: \\{steps: [0-9]+");

    private static final int FEATURE_ROWS = 20;
    private static final int CLASSES = 10;

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
                            runnable(s),
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

    /** Returns the suite, or a copy of it, with two steps in each variant, beside made-up features if it reads any. */
    private Path runnable(Path suite) throws IOException {
        String text = Files.readString(suite);
        String shortened = OWN_STEPS.matcher(text).replaceAll("training: {steps: 2");
        List<MatchResult> files = FEATURES.matcher(text).results().toList();
        if (files.isEmpty() && shortened.equals(text)) {
            return suite;
        }
        for (MatchResult file : files) {
            Path to = Files.createDirectories(folder.resolve(file.group(1))).resolve(file.group(2));
            if (file.group(2).startsWith("x")) {
                writeFeatures(to);
            } else {
                writeClasses(to);
            }
        }
        return Files.writeString(folder.resolve("copy-of-" + suite.getFileName()), shortened);
    }

    /** Writes features of which that of the class is 1. */
    private static void writeFeatures(Path to) throws IOException {
        try (NpyFile file = new NpyFile(to, NpyFile.Type.FLOATS, FEATURE_ROWS, CLASSES)) {
            for (int i = 0; i < FEATURE_ROWS * CLASSES; i++) {
                file.add(i / CLASSES % CLASSES == i % CLASSES ? 1f : 0f);
            }
            file.complete();
        }
    }

    private static void writeClasses(Path to) throws IOException {
        try (NpyFile file = new NpyFile(to, NpyFile.Type.INTEGERS, FEATURE_ROWS)) {
            for (int i = 0; i < FEATURE_ROWS; i++) {
                file.add(i % CLASSES);
            }
            file.complete();
        }
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
