package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real browser without a window that opens a page from disk, lets a script act on it, and tells what was left. */
public final class Chromium {
    private static final long TIMEOUT_SECONDS = 90;

    private Chromium() {}

    /**
     * What the browser saw.
     *
     * @param dom the document after the script
     * @param console what the page complained of, and any message it wrote
     */
    public record PageResult(String dom, List<String> console) {}

    /** Opens a copy of the page to which the script is added at the end. */
    public static PageResult open(Path page, String script, int width, boolean dark, Path scratch)
            throws IOException, InterruptedException {
        Path copy = scratch.resolve("opened.html");
        String html = Files.readString(page);
        Files.writeString(
                copy,
                html.substring(0, html.lastIndexOf("</body>")) + "<script>\n" + script
                        + "\n</script>\n</body>\n</html>\n");
        List<String> options =
                new ArrayList<>(List.of("--virtual-time-budget=5000", "--window-size=" + width + ",2400"));
        if (dark) {
            options.add("--blink-settings=preferredColorScheme=0");
        }
        options.addAll(List.of("--dump-dom", copy.toUri().toString()));
        Process p = start(scratch, options);
        Path err = scratch.resolve("console");
        if (!p.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            throw new IllegalStateException("the browser does not end; it said " + Files.readString(err));
        }
        List<String> console = Files.readAllLines(err).stream()
                .filter(l -> l.contains(":CONSOLE"))
                .toList();
        String dom = Files.readString(scratch.resolve("dom"));
        assertTrue(dom.contains("</html>"), () -> "the browser gave no document");
        return new PageResult(dom, console);
    }

    /** What it writes goes to the files {@code dom} and {@code console}. */
    static Process start(Path scratch, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                browser().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
                "--enable-logging=stderr"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(scratch.resolve("dom").toFile())
                .redirectError(scratch.resolve("console").toFile())
                .start();
    }

    /** Skips the test where there is no browser. */
    public static Path browser() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
        Optional<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(n -> Path.of(folder, n)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(
                found.isPresent(), "no Chromium is on the PATH: reports cannot be looked at with a browser's eyes");
        return found.get();
    }
}
