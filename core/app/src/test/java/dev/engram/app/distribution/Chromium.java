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

/** A headless browser that opens a page from disk, runs a script in it and returns the resulting document. */
public final class Chromium {
    private static final long TIMEOUT_SECONDS = 90;

    private Chromium() {}

    /**
     * The result of opening a page.
     *
     * @param dom the document after the script has run
     * @param console the errors and console messages of the page
     */
    public record PageResult(String dom, List<String> console) {}

    /** Opens a copy of the page with the script appended. */
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
            throw new IllegalStateException("the browser does not terminate; its output: " + Files.readString(err));
        }
        List<String> console = Files.readAllLines(err).stream()
                .filter(l -> l.contains(":CONSOLE"))
                .toList();
        String dom = Files.readString(scratch.resolve("dom"));
        assertTrue(dom.contains("</html>"), () -> "the browser returned no document");
        return new PageResult(dom, console);
    }

    /** Starts the browser; its output goes to the files {@code dom} and {@code console}. */
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

    /** Returns the installed browser; skips the test if there is none. */
    public static Path browser() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
        Optional<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(n -> Path.of(folder, n)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no Chromium is on the PATH: reports cannot be tested in a browser");
        return found.get();
    }
}
