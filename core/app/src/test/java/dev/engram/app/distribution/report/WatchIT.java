package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.BrowserTab;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram watch} and {@code engram run --watch} in processes of their own. */
@Timeout(120)
class WatchIT {
    private static final String SUITE = SampleSuites.PAIR
            .replace("seeds: 2", "seeds: 6")
            .replace("epochs: 1", "epochs: 4")
            .replace(
                    "[backprop, output-only]",
                    "[backprop, output-only, feedback-alignment]}\nbaseline: {rule: backprop");

    @TempDir
    private Path folder;

    private Process engram(String... words) throws IOException {
        return process(Stream.concat(Stream.of(Launcher.SCRIPT.toString()), Arrays.stream(words))
                .toList());
    }

    private Process process(List<String> command) throws IOException {
        return Launcher.process(folder, Map.of(), command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** Returns the address that the process serves. */
    private static URI address(Process watching) throws IOException {
        BufferedReader out = watching.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertTrue(line != null && line.matches("http://localhost:\\d+/[0-9a-f]{32}/"), line);
        return URI.create(line);
    }

    private void run(String seeds) {
        CommandResult e = InProcessCli.run(
                "run", folder.resolve("s.yaml"), "--set", "seeds=" + seeds, "--out", folder.resolve("out"));
        assertEquals(0, e.code(), e.err());
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** Returns the status that the server answers to a request with the given host name. */
    private static String statusLine(URI address, String host) throws IOException {
        try (Socket s = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            s.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(s.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @Test
    @Tag("browser")
    void thePageFollowsTheStoreAndKeepsTheSelectionsOfTheReader() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE);
        Process watching = engram("watch", "s.yaml", "--out", "out");
        try (BrowserTab browserTab =
                BrowserTab.open(address(watching).toString(), Files.createDirectory(folder.resolve("browser")))) {
            assertEquals("Stop with Ctrl-C.\n", Files.readString(folder.resolve("err")));
            assertEquals(
                    "No verdict yet: 0 of 18 runs so far.",
                    browserTab.eval("document.querySelector('#verdict strong').textContent"));
            run("[1, 2]");
            browserTab.waitUntil("document.querySelectorAll('#runs tbody tr').length === 6");
            assertEquals(
                    "2 of 6 so far",
                    browserTab.eval("(() => { const h = [...document.querySelectorAll('#side-by-side th[scope=col]')]"
                            + ".find((h) => h.textContent === 'seeds'); return h.closest('table').querySelector('tbody"
                            + " tr').children[[...h.parentNode.children].indexOf(h)].textContent; })()"));
            assertEquals(
                    "0",
                    browserTab.eval("document.querySelectorAll('.better, .worse').length"),
                    "a verdict on part of the runs");
            browserTab.click(
                    "[...document.querySelectorAll('#side-by-side thead button')].find((b) => b.textContent ==="
                            + " 'loss')");
            browserTab.click("document.querySelector('#side-by-side [data-switch=\"1\"]')"); // hides output-only
            browserTab.click(
                    "document.querySelector('#curves figure')"); // scrolls there: charts are drawn only near the screen
            browserTab.waitUntil("charts[0].made");
            browserTab.eval("charts[0].made.dispatchAction({type: 'dataZoom', batch: [{dataZoomIndex: 0, startValue: 1,"
                    + " endValue: 3}]})");
            run("[1, 2, 3, 4, 5, 6]");
            browserTab.waitUntil("document.querySelectorAll('#runs tbody tr').length === 18");
            assertTrue(browserTab
                    .eval("document.querySelector('#verdict').textContent")
                    .startsWith("Verdictsagainst backprop"));
            assertEquals(
                    "ascending",
                    browserTab.eval("[...document.querySelectorAll('#side-by-side th')].find((h) => h.textContent ==="
                            + " 'loss').getAttribute('aria-sort')"));
            assertEquals(
                    "false",
                    browserTab.eval("document.querySelector('#side-by-side"
                            + " [data-switch=\"1\"]').getAttribute('aria-pressed')"));
            assertEquals(
                    "backprop,feedback-alignment",
                    browserTab.eval("charts[0].made.getModel().getSeries().filter((s) => s.subType === 'line'"
                            + " && !charts[0].made.getModel().isSeriesFiltered(s)).map((s) => s.name).join()"));
            assertEquals(
                    "1,3",
                    browserTab.eval("charts[0].made.getModel().getComponent('xAxis').axis.scale.getExtent().join()"));
            assertEquals("All runs are done.", browserTab.eval("document.querySelector('#live').textContent"));
            watching.destroy();
            browserTab.waitUntil("document.querySelector('#live').textContent.includes('has ended')");
            assertEquals(
                    List.of(),
                    browserTab.errors().stream()
                            .filter(c -> !c.contains("ERR_CONNECTION_REFUSED"))
                            .toList());
        } finally {
            watching.destroy();
        }
    }

    @Test
    void onlyRequestsFromThisMachineWithTheRightHostAreAnswered() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE);
        Process watching = engram("watch", "s.yaml", "--out", "out");
        try {
            URI address = address(watching);
            assertEquals("HTTP/1.1 200", statusLine(address, "localhost:" + address.getPort()));
            assertEquals("HTTP/1.1 200", statusLine(address, "127.0.0.1:9"));
            assertEquals("HTTP/1.1 403", statusLine(address, "rebound.example:" + address.getPort()));
            assertEquals("HTTP/1.1 403", statusLine(address, "localhost.example"));
            assertEquals(
                    405,
                    HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(address).DELETE().build(), BodyHandlers.ofString())
                            .statusCode());
            assertEquals(403, get(address.resolve("/../etc/passwd")).statusCode());
            assertEquals(403, get(address.resolve("/")).statusCode(), "without the token");
            assertEquals(
                    403,
                    get(address.resolve(address.getPath().replaceFirst("^/.", "/x")))
                            .statusCode(),
                    "with a wrong token");
            assertEquals(404, get(address.resolve("other")).statusCode());
            assertEquals(400, get(address.resolve("data")).statusCode());
            assertEquals(204, get(address.resolve("data?after=1")).statusCode());
            assertTrue(get(address)
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .startsWith("default-src 'none'"));
            for (InetAddress other : NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress())
                    .toList()) {
                try (Socket s = new Socket()) {
                    assertThrows(
                            IOException.class,
                            () -> s.connect(new InetSocketAddress(other, address.getPort()), 2000),
                            other + " is also served");
                }
            }
        } finally {
            watching.destroy();
        }
    }

    @Test
    void halfSentRequestsDoNotBlockOthersAndAreGivenUp() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE);
        Process watching = engram("watch", "s.yaml", "--out", "out");
        List<Socket> half = new ArrayList<>();
        try {
            URI address = address(watching);
            for (int i = 0; i < 8; i++) {
                Socket s = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
                s.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
                half.add(s);
            }
            assertEquals(200, get(address).statusCode());
            for (Socket s : half) {
                assertEquals(-1, s.getInputStream().read(), "the connection is closed");
            }
        } finally {
            for (Socket s : half) {
                s.close();
            }
            watching.destroy();
        }
    }

    @Test
    void anInterruptEndsItSilently() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE);
        // A build that a script started in the background ignores interrupts, and so do its child processes.
        Process watching = process(
                List.of("env", "--default-signal=INT", Launcher.SCRIPT.toString(), "watch", "s.yaml", "--out", "out"));
        URI address = address(watching);
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(watching.pid()))
                        .start()
                        .waitFor());
        assertTrue(watching.waitFor(20, TimeUnit.SECONDS), "it goes on");
        assertEquals(0, watching.exitValue());
        assertEquals("Stop with Ctrl-C.\n", Files.readString(folder.resolve("err")));
        assertThrows(ConnectException.class, () -> get(address));
        assertFalse(Files.exists(folder.resolve("out")), "it made something");
    }

    @Test
    void aWatchedRunAnnouncesItsResultAndServesItUntilItIsStopped() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE.replace("epochs: 4", "epochs: 100"));
        Process running = engram("run", "s.yaml", "--watch", "--out", "out");
        try {
            Path err = folder.resolve("err");
            while (running.isAlive() && !Files.readString(err).contains("report: http")) {
                running.waitFor(20, TimeUnit.MILLISECONDS);
            }
            URI address = URI.create(
                    Files.readString(err).replaceAll("(?s).*report: (http://localhost:\\d+/[0-9a-f]{32}/)\n.*", "$1"));
            long state = 0;
            String last = "";
            while (!last.contains("\"planned\":18") || !last.contains("[\"finished\"") || rows(last) < 18) {
                HttpResponse<String> answer = get(address.resolve("data?after=" + state));
                if (answer.statusCode() == 200) {
                    last = answer.body();
                    state = Long.parseLong(last.replaceAll("(?s).*\"state\":(\\d+).*", "$1"));
                }
            }
            String announcement = "All runs are done. The report stays at " + address + " until you press Ctrl-C.\n";
            while (running.isAlive() && !Files.readString(err).endsWith(announcement)) {
                running.waitFor(20, TimeUnit.MILLISECONDS);
            }
            assertEquals(204, get(address.resolve("data?after=" + state)).statusCode(), "still served");
            running.destroy();
            assertTrue(running.waitFor(20, TimeUnit.SECONDS), "it goes on");
            assertEquals(0, running.exitValue());
        } finally {
            running.destroy();
        }
    }

    /** Counts the runs in the data, by their ids. */
    private static long rows(String data) {
        return Pattern.compile("\"[0-9a-f]{32}\"").matcher(data).results().count();
    }

    @Test
    void unusablePortsAreRefused() throws Exception {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        assertEquals(
                "--port 70000: must be between 0 and 65535; 0 means any free port\n1 problem; nothing was run.\n",
                InProcessCli.run("watch", suite, "--port", 70_000, "--out", folder.resolve("out"))
                        .err());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandResult e =
                    InProcessCli.run("watch", suite, "--port", taken.getLocalPort(), "--out", folder.resolve("out"));
            assertEquals(2, e.code());
            assertTrue(e.err().startsWith("--port " + taken.getLocalPort() + " cannot be used ("), e.err());
        }
    }
}
