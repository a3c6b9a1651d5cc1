package dev.engram.app.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs that are installed in the usual folder of Linux distributions. */
public final class InstalledJdks {
    private static final Path ALL = Path.of("/usr/lib/jvm");

    private InstalledJdks() {}

    /** Returns the home of an installed JDK that is newer than the one that runs the test; empty if there is none. */
    public static Optional<Path> newerThanThis() throws IOException {
        if (!Files.isDirectory(ALL)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(ALL)) {
            return jdks.filter(j -> Files.isExecutable(j.resolve("bin/java")) && Files.isReadable(j.resolve("release")))
                    .filter(j -> version(j) > Runtime.version().feature())
                    .sorted()
                    .findFirst();
        }
    }

    private static int version(Path jdk) {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(l -> l.startsWith("JAVA_VERSION="))
                    .map(l -> l.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
