package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Third-party components that do not return: their runs fail at the time limit, the others continue. */
class TimeLimitIT extends FaultyPluginRuns {
    @Test
    void anEndlessLoopIsAbandonedAfterTheTimeLimit() throws IOException {
        // In a process of its own, because such a thread ends only with its process.
        Path plugin = plugin("for (long n = 0; s.t() == 10; n++) { g[i] += n; }");
        CommandResult e = launch(Map.of(), plugin, "--time-limit", "3s", "--workers", 1);
        assertEquals(1, e.code(), e.err());
        Run faulty = runs().get("small/faulty #2");
        assertEquals("failed", faulty.outcome().word());
        assertTrue(
                faulty.reason().startsWith("exceeded its time limit of 3 s, in stranger.Faulty.update(Faulty.java:"),
                faulty.reason());
        assertOtherRunsFinished();
    }

    @Test
    void anEndlessLoopInTheFirstStepIsReportedBeforeAnythingRuns() throws IOException {
        Path plugin = PluginBuilder.jar(
                folder.resolve("faulty.jar"),
                "faulty",
                "Faulty",
                PluginBuilder.optimizer("faulty", "Faulty", "for (long n = 0; s.t() == 1; n++) { g[i] += n; }"));
        CommandResult e = launch(Map.of(), plugin, "--time-limit", "2s", "--workers", 1);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("the cell 'faulty' cannot be started: exceeded its time limit of 2 s, in"
                                + " stranger.Faulty.update("),
                e.err());
        assertTrue(e.err().contains("; its runs will fail, the others continue"), e.err());
        assertTrue(
                runs().get("small/faulty #1")
                        .reason()
                        .startsWith("exceeded its time limit of 2 s, in stranger.Faulty.update("),
                e.err());
        assertOtherRunsFinished();
    }

    @Test
    void aSlowComponentIsStoppedBetweenTwoSteps() throws IOException {
        Path plugin = plugin(
                "try { Thread.sleep(60_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }");
        CommandResult e = run(plugin, "--time-limit", "2s");
        assertEquals(1, e.code(), e.err());
        assertTrue(
                runs().get("small/faulty #1").reason().startsWith("exceeded its time limit of 2 s"),
                runs().get("small/faulty #1").reason());
        assertOtherRunsFinished();
    }

    @Test
    void anInvalidTimeLimitIsRefused() {
        CommandResult e = InProcessCli.run("run", suite(), "--time-limit", "soon");
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "--time-limit soon: expected a time, such as 500ms, 60s, 5m or 2h\n"
                                + "1 problem; nothing was run.\n"),
                e);
    }

    @Test
    void endlessConstructorsAndInitialisersAreReportedAtTheirPlaceInTheSuite() throws IOException {
        for (String endless :
                List.of("private static final float LIMIT = loop();", "public Faulty { rate = loop(); }")) {
            Path plugin = PluginBuilder.jar(
                    folder.resolve("faulty.jar"),
                    "faulty",
                    "Faulty",
                    PluginBuilder.optimizer("faulty", "Faulty", "g[i] *= 0.1f;")
                            .replace(
                                    "@Override",
                                    endless + " private static float loop() { for (long n = 0; n >= 0; n += 2) {"
                                            + " n -= 2; } return 1; }\n  @Override"));
            CommandResult e = launch(Map.of(), plugin, "--time-limit", "1s");
            assertEquals(2, e.code(), e.err());
            assertTrue(
                    e.err()
                            .startsWith(folder.resolve("s.yaml") + ":10:23 optimizer.faulty: optimizer/faulty cannot be"
                                    + " created: it exceeded its time limit of 1 s, in stranger.Faulty.loop("),
                    e.err());
            assertTrue(e.err().endsWith("1 problem; nothing was run.\n"), e.err());
        }
    }
}
