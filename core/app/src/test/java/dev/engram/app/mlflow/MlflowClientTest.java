package dev.engram.app.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlflowClientTest {
    private MlflowTestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MlflowTestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MlflowClient client() throws MlflowException {
        return new MlflowClient(URI.create(server.address()), Map.of());
    }

    private static MlflowRun run(String spec, Map<String, String> provenance, List<Measurement> measurements) {
        RunResult result = new RunResult(Outcome.DIVERGED, "", "abc", new Cost(10, 20, 2.5, 30, 40), measurements);
        Run run = new Run("id1", "s", "c", 3, spec, provenance, result);
        return MlflowRun.of(new CellRuns("c", Map.of("rule", "x".repeat(600)), List.of(run)), run);
    }

    private JsonNode send(MlflowRun run) throws MlflowException, InterruptedException {
        client().send(client().experiment("a/b & c"), run, run.contentHash());
        return server.runs().get(0);
    }

    private static Map<String, String> texts(JsonNode entries) {
        Map<String, String> texts = new HashMap<>();
        entries.forEach(e -> texts.put(e.get("key").asText(), e.get("value").asText()));
        return texts;
    }

    @Test
    void aLongRunIsSentInBatchesThatTheServerAccepts() throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            measurements.add(new Measurement(i, i / 10.0, "train", "loss", i * 0.1));
        }
        Map<String, String> provenance = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            provenance.put("key " + i, "v" + i);
        }
        JsonNode run = send(run("s".repeat(12_000), provenance, measurements));
        assertEquals(2505, run.at("/data/metrics").size());
        assertEquals(3, run.at("/data/metrics/3/step").asInt());
        assertEquals(0.1 * 3, run.at("/data/metrics/3/value").asDouble());
        Map<String, String> tags = texts(run.at("/data/tags"));
        assertEquals(
                "s".repeat(12_000), tags.get("engram.spec") + tags.get("engram.spec.2") + tags.get("engram.spec.3"));
        assertEquals("v149", tags.get("engram.provenance.key 149"));
        assertEquals("x".repeat(600), tags.get("engram.axis.rule"));
        assertEquals("FAILED", run.at("/info/status").asText());
        assertEquals(Map.of("a/b & c", "1"), server.experiments());
        assertEquals(
                3 + 2 + 1,
                server.requests().stream().filter("runs/log-batch"::equals).count());
    }

    @Test
    void numbersThatAreNotFiniteAndNamesWithOtherCharactersArrive() throws Exception {
        JsonNode run = send(run(
                "",
                Map.of(Run.ENDED, "2026-01-02T03:04:05.678Z"),
                List.of(
                        new Measurement(10, 1, "test", "f1[cat]", Double.NaN),
                        new Measurement(10, 1, "test", "f1[cat", Double.NEGATIVE_INFINITY),
                        new Measurement(5, 1, "probe", "alignment/layer0", Double.POSITIVE_INFINITY))));
        Map<String, String> metrics = texts(run.at("/data/metrics"));
        assertEquals("NaN", metrics.get("test/f1.cat"));
        assertEquals("-Infinity", metrics.get("test/f1.cat-2"));
        assertEquals("Infinity", metrics.get("probe/alignment.layer0"));
        assertEquals("2.5", metrics.get("cost/seconds"));
        assertEquals(1767323045678L, run.at("/info/end_time").asLong());
        assertEquals(1767323045678L - 2500, run.at("/info/start_time").asLong());
        assertEquals(1767323045678L - 1250, run.at("/data/metrics/2/timestamp").asLong());
    }

    @Test
    void everyPageOfSentRunsIsReadAndUnfinishedOnesAreRecognised() throws Exception {
        MlflowClient client = client();
        String experiment = client.experiment("e");
        MlflowRun run = run("", Map.of(), List.of());
        for (int i = 0; i < 7; i++) {
            client.send(experiment, run, "hash" + i);
        }
        server.failAfter(2);
        assertThrows(MlflowException.class, () -> client.send(experiment, run, "broken off"));
        server.failAfter(100);
        List<MlflowClient.SentRun> sent = client.sentRuns(experiment).get("id1");
        assertEquals(8, sent.size());
        assertEquals(7, sent.stream().filter(MlflowClient.SentRun::complete).count());
        assertEquals("broken off", sent.get(7).contentHash());
    }

    @Test
    void credentialsComeFromTheEnvironmentAndTheirLackIsReported() throws Exception {
        server.require("Basic bWU6c2VjcmV0");
        Map<String, String> right =
                Map.of(MlflowConnection.USER, "me", MlflowConnection.PASSWORD, "secret", MlflowConnection.TOKEN, "t");
        assertEquals("1", new MlflowClient(URI.create(server.address() + "/"), right).experiment("e"));
        String message = assertThrows(MlflowException.class, () -> client().experiment("e"))
                .getMessage();
        assertTrue(message.contains("refuses the credentials (status 401); set MLFLOW_TRACKING_USERNAME"), message);
        server.require("Bearer t");
        Map<String, String> token = Map.of(MlflowConnection.TOKEN, "t");
        assertEquals("1", new MlflowClient(URI.create(server.address()), token).experiment("e"));
    }

    @Test
    void addressesThatAreNotThoseOfAnMlflowServerAreReported() throws Exception {
        for (String address : List.of("file:///tmp/mlruns", "sqlite", "http:///x", "http://me:secret@localhost")) {
            String message = assertThrows(MlflowException.class, () -> new MlflowClient(URI.create(address), Map.of()))
                    .getMessage();
            assertTrue(message.contains("--server") && !message.contains("secret"), message);
        }
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", x -> {
            byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
            x.sendResponseHeaders(200, page.length);
            x.getResponseBody().write(page);
            x.close();
        });
        other.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
            MlflowClient client = new MlflowClient(address, Map.of());
            String message = assertThrows(MlflowException.class, () -> client.experiment("e"))
                    .getMessage();
            assertTrue(message.contains("something other than JSON; check that --server"), message);
        } finally {
            other.stop(0);
        }
    }
}
