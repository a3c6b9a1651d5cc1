package dev.engram.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Wall time of whole commands of a distribution, from the start of the launcher to its end. */
final class CommandTimings {
    private static final String SUITE = "twenty-seeds.yaml";
    private static final int STARTS = 15;
    private static final int RUNS = 5;

    private final Path launcher;
    private final PrintStream out;

    CommandTimings(Path distribution, PrintStream out) {
        launcher = distribution.resolve("bin/engram").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalArgumentException(
                    launcher + " does not exist; build it with mvn -q -DskipTests package, or"
                            + " name a distribution with --distribution");
        }
        this.out = out;
    }

    void startUp() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("engram-bench");
        try {
            Path suite = suite(folder);
            row("engram --version", times(STARTS, folder, "--version"));
            row("engram check " + SUITE, times(STARTS, folder, "check", suite.toString()));
        } finally {
            delete(folder);
        }
    }

    /** Twenty seeds on all cores, each time from an empty store. */
    void run() throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Path folder = Files.createTempDirectory("engram-bench");
            try {
                times.add(time(
                        folder,
                        "run",
                        suite(folder).toString(),
                        "--store",
                        folder.resolve("runs.db").toString(),
                        "--out",
                        folder.toString()));
            } finally {
                delete(folder);
            }
        }
        row("engram run " + SUITE, times);
    }

    private void row(String command, List<Double> times) {
        out.printf(
                Locale.ROOT,
                "%-34s %8.3f s  (spread %.0f%%)%n",
                command,
                Medians.of(times),
                100 * Medians.relativeRange(times));
    }

    private List<Double> times(int n, Path folder, String... arguments) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            times.add(time(folder, arguments));
        }
        return times;
    }

    /** Returns the seconds that a command takes. */
    private double time(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder b = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        long began = System.nanoTime();
        int code = b.start().waitFor();
        double seconds = (System.nanoTime() - began) * 1e-9;
        if (code != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " failed with exit code " + code + ":\n" + Files.readString(output));
        }
        return seconds;
    }

    private static Path suite(Path folder) throws IOException {
        Path file = folder.resolve(SUITE);
        try (InputStream in = CommandTimings.class.getResourceAsStream("/" + SUITE)) {
            Files.copy(in, file);
        }
        return file;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }
}
