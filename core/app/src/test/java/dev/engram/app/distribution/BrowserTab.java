package dev.engram.app.distribution;

import dev.engram.engine.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** A tab of a headless browser, driven over the DevTools protocol. For pages that change while a test acts on them. */
public final class BrowserTab implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");

    private final Process browser;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> answers = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    private BrowserTab(Process browser, URI address) throws Exception {
        this.browser = browser;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new MessageListener())
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        Object target =
                call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
        session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .toString();
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Page.enable", Map.of());
    }

    /** Opens an address and waits until the page is loaded. */
    public static BrowserTab open(String address, Path scratch) throws Exception {
        Process browser =
                Chromium.start(scratch, List.of("--remote-debugging-port=0", "--window-size=1200,900", "about:blank"));
        BrowserTab browserTab = new BrowserTab(browser, debuggerAddress(browser, scratch));
        browserTab.navigate(address);
        return browserTab;
    }

    private static URI debuggerAddress(Process browser, Path scratch) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() < end && browser.isAlive()) {
            Matcher m = ADDRESS.matcher(Files.readString(scratch.resolve("console")));
            if (m.find()) {
                return URI.create(m.group(1));
            }
            browser.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException(
                "the browser does not start; it said " + Files.readString(scratch.resolve("console")));
    }

    private void navigate(String address) throws Exception {
        call("Page.navigate", Map.of("url", address));
        waitUntil("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Returns the value of an expression as a string. A promise is awaited. */
    public String eval(String expression) throws Exception {
        Map<String, Object> answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.get("exceptionDetails") != null) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return String.valueOf(map(answer.get("result")).get("value"));
    }

    /** Waits until a condition holds, which the page evaluates in every frame. */
    public void waitUntil(String condition) throws Exception {
        eval("new Promise((done) => { const look = () => (" + condition
                + ") ? done() : setTimeout(look, 20); look(); })");
    }

    /** Clicks the middle of the element that an expression selects. */
    public void click(String element) throws Exception {
        String[] at = eval("(() => { const e = " + element
                        + "; e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                        + " return (r.x + r.width / 2) + ' ' + (r.y + r.height / 2); })()")
                .split(" ");
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            Double.valueOf(at[0]),
                            "y",
                            Double.valueOf(at[1]),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Returns the errors and console messages of the page. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    public Map<String, Object> call(String method, Map<String, Object> parameters) throws Exception {
        return call(session, method, parameters);
    }

    private Map<String, Object> call(String of, String method, Map<String, Object> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> question = of.isEmpty()
                ? Map.of("id", id, "method", method, "params", parameters)
                : Map.of("id", id, "method", method, "params", parameters, "sessionId", of);
        socket.sendText(JsonText.compact(question, JsonText.EXACT), true);
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer to " + question + "; the page says " + errors, e);
        }
    }

    private final class MessageListener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(map(new Yaml().load(text.toString())));
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(from, part, last);
        }

        private void receive(Map<String, Object> message) {
            if (message.get("id") instanceof Integer id) {
                CompletableFuture<Map<String, Object>> answer = answers.remove(id);
                if (answer == null) {
                    return; // the answer to the last call, which nobody waits for
                }
                if (message.get("error") == null) {
                    answer.complete(map(message.get("result")));
                } else {
                    answer.completeExceptionally(
                            new IllegalStateException(message.get("error").toString()));
                }
            } else if (List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                    .contains(message.get("method"))) {
                errors.add(message.get("params").toString());
            }
        }
    }

    @SuppressWarnings("unchecked") // parsed JSON objects
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }

    @Override
    public void close() {
        socket.sendText(JsonText.compact(Map.of("id", 0, "method", "Browser.close"), JsonText.EXACT), true);
        browser.onExit()
                .completeOnTimeout(browser, TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
        socket.abort();
        browser.descendants().forEach(ProcessHandle::destroyForcibly);
        browser.destroyForcibly().onExit().join();
    }
}
