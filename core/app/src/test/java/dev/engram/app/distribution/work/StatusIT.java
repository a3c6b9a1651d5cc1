package dev.engram.app.distribution.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands that show and end queued runs. */
class StatusIT extends QueuedSuite {
    @Test
    void aWaitingSuiteIsShownAndCancelled() throws Exception {
        submit();
        CommandResult status = run(suite.arguments("status", store.getParent()));
        assertEquals(
                "with plugins: 12 runs: 0 done, 12 waiting\njob 1 of the queue; 'engram work --job 1' adds a worker\n"
                        + "no worker is running; 'engram run' makes the remaining"
                        + " runs, or starts workers with --on\n",
                status.out());
        CommandResult cancel = run(suite.arguments("cancel", store.getParent()));
        assertEquals("12 runs taken out of the queue; completed runs are stored\n", cancel.out());
        assertEquals("no run is left for this worker\n", work().err());
    }

    @Test
    void aRunThatAWorkerHasOnlyClaimedAheadIsWaiting() throws Exception {
        submit();
        try (Store worker = Stores.open(store.toString())) {
            worker.queue().register("node7", "4711", 2);
            worker.queue().claim(1, 5, List.of());
            CommandResult status = run(suite.arguments("status", store.getParent()));
            assertTrue(status.out().startsWith("with plugins: 12 runs: 0 done, 2 running, 10 waiting\n"), status.out());
            assertTrue(status.out().contains("  node7, process 4711: "), status.out());
        }
    }

    @Test
    void theRunsOfAnOrdinaryCommandAreRunningInItsProcess() throws Exception {
        PluginSuite endless = PluginSuite.write(folder.resolve("endless"), 10_000_000, 1);
        List<String> command = new ArrayList<>(List.of(Launcher.SCRIPT.toString(), "run", "--workers", "1"));
        endless.arguments("run", store.getParent()).stream()
                .skip(1)
                .map(Object::toString)
                .forEach(command::add);
        Process running = Launcher.process(folder, Map.of(), command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            String status = "";
            while (running.isAlive() && !status.contains("1 running")) {
                status = run(endless.arguments("status", store.getParent())).out();
            }
            assertTrue(status.startsWith("with plugins: 6 runs: 0 done, 1 running, 5 not begun\n"), status);
            String processes = status;
            assertTrue(running.descendants().anyMatch(p -> processes.contains(", process " + p.pid() + ": ")), status);
        } finally {
            List<ProcessHandle> jvm = running.descendants().toList();
            running.destroyForcibly().waitFor();
            for (ProcessHandle p : jvm) {
                p.destroyForcibly();
                p.onExit().get();
            }
        }
        CommandResult dead = run(endless.arguments("status", store.getParent()));
        assertFalse(dead.out().contains("running"), dead.out());
    }

    @Test
    void aSuiteWhoseDataChangedSinceItWasSubmittedIsNamedAsSuch() throws Exception {
        submit();
        Files.writeString(suite.data(), "\n", StandardOpenOption.APPEND);
        CommandResult e = run(suite.arguments("cancel", store.getParent()));
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("with other runs: the suite, --set, a plugin or a data file was different"), e.err());
    }

    @Test
    void aSuiteThatWasNeverSubmittedIsAnError() throws Exception {
        Stores.open(store.toString()).close();
        for (String command : List.of("status", "cancel")) {
            CommandResult e = run(suite.arguments(command, store.getParent()));
            assertEquals(2, e.code());
            assertTrue(e.err().contains("was never submitted to"), e.err());
            assertTrue(e.err().contains(" --out " + store.getParent() + " --on NAME'"), e.err());
        }
    }
}
