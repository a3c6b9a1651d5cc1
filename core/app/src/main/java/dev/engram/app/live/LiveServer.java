package dev.engram.app.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a live report to browsers on this machine only. It listens on the loopback address, and answers only requests
 * to a local host name, so that a foreign page cannot read the report through a name of its own (DNS rebinding).
 */
public final class LiveServer implements AutoCloseable {
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern QUERY = Pattern.compile("after=(\\d{1,18})&page=(\\w{1,40})");
    private static final String TEXT = "text/plain";
    private static final int THREADS = 2;
    /** Three times the polling interval of a page; a page that polls no more was closed. */
    private static final long PAGE_TIMEOUT_NANOS = Duration.ofSeconds(3).toNanos();

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src"
                    + " 'self'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads;
    private final LiveReport report;
    /** Open pages by their own id, with their last poll. */
    private final Map<String, Poll> pages = new ConcurrentHashMap<>();

    private record Poll(long nanos, long after) {}

    private LiveServer(HttpServer server, LiveReport report) {
        this.server = server;
        this.report = report;
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread t = new Thread(task, "report");
            t.setDaemon(true);
            t.setPriority(Thread.MIN_PRIORITY);
            return t;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** @param port 0 for any free port */
    public static LiveServer start(LiveReport report, int port) throws IOException {
        return new LiveServer(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0), report);
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange x) throws IOException {
        try (x) {
            x.getResponseHeaders().set("Cache-Control", "no-store");
            x.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            String host = String.valueOf(x.getRequestHeaders().getFirst("Host")).replaceFirst(":\\d+$", "");
            if (!LOCAL_HOSTS.contains(host)) {
                send(x, 403, TEXT, "This page is for browsers on the same machine: use localhost.\n");
            } else if (!x.getRequestMethod().equals("GET")) {
                send(x, 405, TEXT, "Only GET is supported.\n");
            } else {
                handleLocal(x);
            }
        }
    }

    private void handleLocal(HttpExchange x) throws IOException {
        try {
            switch (x.getRequestURI().getPath()) {
                case "/" -> page(x);
                case "/data" -> data(x);
                case "/favicon.ico" -> x.sendResponseHeaders(204, -1); // browsers always ask for it
                default -> send(x, 404, TEXT, "The only page is /\n");
            }
        } catch (StoreException e) {
            send(x, 503, TEXT, e.getMessage());
        }
    }

    private void page(HttpExchange x) throws IOException {
        String page = report.page();
        x.getResponseHeaders().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        send(x, 200, "text/html", page);
    }

    private void data(HttpExchange x) throws IOException {
        Matcher query = QUERY.matcher(String.valueOf(x.getRequestURI().getQuery()));
        if (!query.matches()) {
            send(x, 400, TEXT, "expected /data?after=NUMBER&page=NAME\n");
            return;
        }
        long after = Long.parseLong(query.group(1));
        long now = System.nanoTime();
        pages.values().removeIf(q -> now - q.nanos() > PAGE_TIMEOUT_NANOS);
        pages.put(query.group(2), new Poll(now, after));
        LiveReport.PageData state = report.state();
        if (state.number() == after) {
            x.sendResponseHeaders(204, -1);
        } else {
            send(x, 200, "application/json", state.json());
        }
    }

    private static void send(HttpExchange x, int code, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        x.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        x.sendResponseHeaders(code, bytes.length);
        x.getResponseBody().write(bytes);
    }

    /** Waits until all open pages have fetched the final data, but no longer than the timeout. */
    public void awaitLastPoll(Duration timeout) throws InterruptedException {
        long last = report.latest().number();
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end
                && pages.values().stream()
                        .anyMatch(q -> System.nanoTime() - q.nanos() < PAGE_TIMEOUT_NANOS && q.after() < last)) {
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        report.close();
    }
}
