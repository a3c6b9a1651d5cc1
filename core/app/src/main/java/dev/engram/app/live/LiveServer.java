package dev.engram.app.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.engram.app.execution.StopSignal;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a live report to browsers of one user on this machine. It listens on the loopback address. It answers only
 * requests to a local host name, so that a foreign page cannot read the report through a name of its own (DNS
 * rebinding), and only those whose path begins with the token of this server, so that other users of the machine
 * cannot read it either. A request that is not complete after a few seconds is given up.
 */
public final class LiveServer implements AutoCloseable {
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern QUERY = Pattern.compile("after=(\\d{1,18})");
    private static final String TEXT = "text/plain";
    /** A half-sent request occupies a thread until its time has passed. */
    private static final int THREADS = 16;

    private static final int REQUEST_SECONDS = 5;
    private static final int RESPONSE_SECONDS = 30;
    private static final int TOKEN_BYTES = 16;

    static {
        // The JDK's server has no other way to set these; it reads them when its classes are loaded.
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(RESPONSE_SECONDS));
    }

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src"
                    + " 'self'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads;
    private final LiveReport report;
    private final String token = newToken();

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

    /** Returns the address of the report, with the token. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + token + "/");
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
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
                handleLocal(x, x.getRequestURI().getPath());
            }
        }
    }

    private void handleLocal(HttpExchange x, String path) throws IOException {
        if (path.equals("/favicon.ico")) {
            x.sendResponseHeaders(204, -1); // browsers always ask for it
        } else if (hasToken(path)) {
            handleTrusted(x, path.substring(token.length() + 2));
        } else {
            send(x, 403, TEXT, "The token is missing or wrong: open the whole address that Engram printed.\n");
        }
    }

    /** Compares in a time that does not depend on how much of the token is right. */
    private boolean hasToken(String path) {
        String start = "/" + token + "/";
        return path.length() >= start.length()
                && MessageDigest.isEqual(
                        path.substring(0, start.length()).getBytes(StandardCharsets.UTF_8),
                        start.getBytes(StandardCharsets.UTF_8));
    }

    private void handleTrusted(HttpExchange x, String path) throws IOException {
        try {
            switch (path) {
                case "" -> page(x);
                case "data" -> data(x);
                default -> send(x, 404, TEXT, "This page does not exist.\n");
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
            send(x, 400, TEXT, "expected data?after=NUMBER\n");
            return;
        }
        long after = Long.parseLong(query.group(1));
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

    /** Serves until a signal ends the program. */
    public void awaitStop() {
        CountDownLatch stopped = new CountDownLatch(1);
        StopSignal.Registration registration = StopSignal.register(stopped::countDown);
        try (registration) {
            while (stopped.getCount() > 0) {
                await(stopped);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // A component can interrupt any thread.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        report.close();
    }
}
