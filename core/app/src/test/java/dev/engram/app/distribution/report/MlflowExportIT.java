package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.mlflow.MlflowTestServer;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram export --as mlflow} with a server that checks the protocol. */
class MlflowExportIT {
    @TempDir
    private Path folder;

    private Path suite;
    private MlflowTestServer server;

    @BeforeEach
    void run() throws IOException {
        server = new MlflowTestServer();
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, e.code(), e.err());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandResult export(String... more) {
        return InProcessCli.run(Stream.concat(
                        List.of("export", suite, "--out", folder, "--as", "mlflow").stream(), List.of(more).stream())
                .toArray());
    }

    private void sends(String summary) {
        CommandResult e = export("--server", server.address());
        assertEquals(0, e.code(), e.err());
        assertEquals(
                summary + ": " + server.address() + "/#/experiments/1", e.out().strip());
    }

    @Test
    void everyRunArrivesWithItsIdentityHashAndMeasurements() {
        sends("4 added, 0 replaced, 0 already there");
        Map<String, Run> stored = new HashMap<>();
        SampleSuites.runs(folder.resolve("engram.db")).values().forEach(r -> stored.put(r.id(), r));
        assertEquals(4, server.runs().size());
        for (JsonNode sent : server.runs()) {
            Map<String, String> tags = new HashMap<>();
            sent.at("/data/tags")
                    .forEach(t -> tags.put(t.get("key").asText(), t.get("value").asText()));
            Run run = stored.remove(tags.get("engram.run"));
            assertEquals(run.hash(), tags.get("engram.parameters"));
            assertEquals(run.spec(), tags.get("engram.spec"));
            assertEquals("FINISHED", sent.at("/info/status").asText());
            assertEquals(
                    run.cell() + ", seed " + run.seed(),
                    sent.at("/info/run_name").asText());
            assertEquals(run.measurements().size() + 5, sent.at("/data/metrics").size());
            for (int i = 0; i < run.measurements().size(); i++) {
                assertEquals(
                        run.measurements().get(i).value(),
                        sent.at("/data/metrics/" + i + "/value").asDouble());
            }
        }
        assertEquals(Map.of(), stored);
    }

    @Test
    void aRepeatedExportDoublesNothingAndAnInterruptedOneContinues() {
        server.failAfter(9);
        CommandResult e = export("--server", server.address());
        assertEquals(2, e.code());
        assertTrue(e.err().contains("with status 503: overloaded"), e.err());
        int before = server.runs().size();
        server.failAfter(Integer.MAX_VALUE);
        CommandResult again = export("--server", server.address());
        assertEquals(0, again.code(), again.err());
        assertTrue(before > 1 && again.out().contains("1 replaced, " + (before - 1) + " already there"), again.out());
        sends("0 added, 0 replaced, 4 already there");
        assertEquals(4, server.runs().size());
        TreeSet<String> states = new TreeSet<>();
        server.runs().forEach(r -> states.add(r.at("/info/status").asText()));
        assertEquals(List.of("FINISHED"), List.copyOf(states));
    }

    @Test
    void aServerThatIsAwayAndOptionsThatDoNotFitAreReported() {
        String away = server.address();
        server.close();
        CommandResult e = export("--server", away);
        assertEquals(2, e.code());
        assertTrue(e.err().contains("no connection to the MLflow server " + away + "; start it"), e.err());
        String broken = export("--server", "http://[").err();
        assertTrue(broken.startsWith("--server: Expected closing bracket") && !broken.contains("java."), broken);
        CommandResult file = export("--server", away, "--to", "x");
        assertTrue(file.err().contains("--to names a file, and --as mlflow writes none"), file.err());
        CommandResult csv = InProcessCli.run("export", suite, "--out", folder, "--as", "csv", "--server", away);
        assertEquals(2, csv.code());
        assertTrue(csv.err().contains("--server is for --as mlflow"), csv.err());
    }
}
