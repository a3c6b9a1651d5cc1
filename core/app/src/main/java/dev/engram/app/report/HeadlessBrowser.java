package dev.engram.app.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An installed browser of the Chromium family that runs a generated page without a window. */
final class HeadlessBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(HeadlessBrowser.class);
    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "microsoft-edge",
            "msedge");
    private static final Path MACOS_CHROME = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final long TIMEOUT_SECONDS = 300;

    private final Path program;

    HeadlessBrowser(Path program) {
        this.program = program;
    }

    /** The first browser on the path. */
    static Optional<Path> installed() {
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(f -> !f.isEmpty())
                .flatMap(folder ->
                        NAMES.stream().flatMap(n -> Stream.of(Path.of(folder, n), Path.of(folder, n + ".exe"))));
        return Stream.concat(onPath, Stream.of(MACOS_CHROME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page and returns the document after its scripts have run. Nothing is fetched from the network. */
    String dumpDom(String page) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("engram-charts");
        try {
            Path file = Files.writeString(folder.resolve("page.html"), page);
            Path out = folder.resolve("document");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--headless",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--host-resolver-rules=MAP * ~NOTFOUND",
                    "--user-data-dir=" + folder.resolve("profile"),
                    "--blink-settings=preferredColorScheme=1"));
            if ("root".equals(System.getProperty("user.name"))) {
                command.add("--no-sandbox"); // Chromium does not start in its sandbox for this user
            }
            command.addAll(List.of("--dump-dom", file.toUri().toString()));
            Process p = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(folder.resolve("complaints").toFile())
                    .start();
            p.getOutputStream().close();
            try {
                if (!p.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException(program + " does not end");
                }
            } finally {
                List<ProcessHandle> children = p.descendants().toList();
                p.destroyForcibly().waitFor();
                children.forEach(ProcessHandle::destroyForcibly);
            }
            return Files.readString(out);
        } finally {
            delete(folder);
        }
    }

    /**
     * Deletes the folder of the browser. Files that one of its processes still writes can remain; that must neither
     * lose the document nor hide another error.
     */
    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.info("left behind: {}", folder, e);
        }
    }
}
