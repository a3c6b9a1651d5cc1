package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that work on a store. */
class CrashRecoveryIT {
    /** The kills range from before the suite is read to well into its runs. */
    private static final int EARLIEST_MILLIS = 200;

    private static final int LATEST_MILLIS = 1400;
    private static final String SUITE = SampleSuites.SMALL
                    .replace("epochs: 1", "epochs: 30")
                    .replace("seeds: 2", "seeds: 4")
                    .replace("optimizer: {sgd: {rate: 0.2}}\n", "")
            + "compare: {optimizer: [adam, {momentum: {rate: 0.01}}]}\n";

    /** So that threads share the products of a small network. */
    private static final Map<String, String> SMALLEST_PARTS =
            Map.of("ENGRAM_JAVA_OPTIONS", "-Dengram.threads.least-part=1");

    @TempDir
    private Path folder;

    private Map<String, String> reference(Path suite) {
        CommandResult whole = InProcessCli.run("run", suite, "--out", folder.resolve("whole"));
        assertEquals(0, whole.code(), whole.err());
        return SampleSuites.hashes(folder.resolve("whole/engram.db"));
    }

    private Process start(Path out, Object... more) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Launcher.SCRIPT.toString(), "run", "s.yaml", "--out", out.toString(), "--checkpoint", "50ms"));
        List.of(more).forEach(word -> command.add(word.toString()));
        return Launcher.process(folder, SMALLEST_PARTS, command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(out + ".err")))
                .start();
    }

    /**
     * After each of six kills the store is intact, has only correct runs and has lost none. Every other process makes
     * one run at a time with two threads.
     */
    @Test
    void killsAtRandomMomentsLoseNoRun() throws Exception {
        kill(6, new Random(7));
    }

    @Test
    @Tag("long")
    void thirtyKillsAtRandomMomentsLoseNoRun() throws Exception {
        kill(30, new Random(8));
    }

    private void kill(int kills, Random moments) throws Exception {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        Map<String, String> expected = reference(suite);
        int previous = 0;
        int stores = 0;
        Path out = folder.resolve("killed" + stores);
        for (int kill = 0; kill < kills; kill++) {
            Process p = kill % 2 == 0 ? start(out) : start(out, "--workers", 1, "--threads", 2);
            boolean ended = p.waitFor(
                    EARLIEST_MILLIS + moments.nextInt(LATEST_MILLIS - EARLIEST_MILLIS), TimeUnit.MILLISECONDS);
            p.destroyForcibly().waitFor();
            Path store = out.resolve("engram.db");
            if (!Files.exists(store)) {
                continue;
            }
            Map<String, String> found = SampleSuites.hashes(store);
            found.forEach((run, hash) -> assertEquals(expected.get(run), hash, run));
            assertTrue(found.size() >= previous, "a stored run is lost");
            previous = found.size();
            try (Store s = Stores.open(store.toString())) {
                assertEquals(List.of(), s.check().faults());
            }
            if (ended || previous == expected.size()) {
                previous = 0;
                out = folder.resolve("killed" + ++stores);
            }
        }
        Path last = out;
        CommandResult e = Launcher.run(folder, Map.of(), "run", "s.yaml", "--out", last);
        assertEquals(0, e.code(), e.err());
        assertEquals(expected, SampleSuites.hashes(last.resolve("engram.db")));
    }

    /** Each run is made once, both processes show all runs, and the runs of a killed process are made by the others. */
    @Test
    void aKilledProcessDoesNotDisturbOthersOnTheSameStore() throws Exception {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        Map<String, String> expected = reference(suite);
        Path out = folder.resolve("shared");
        Process one = start(out);
        Process two = start(out);
        Process killed = start(out);
        assertTrue(!killed.waitFor(LATEST_MILLIS, TimeUnit.MILLISECONDS) || killed.exitValue() == 0);
        killed.destroyForcibly().waitFor();
        assertTrue(
                one.waitFor(60, TimeUnit.SECONDS) && two.waitFor(60, TimeUnit.SECONDS), "a process does not terminate");
        assertEquals(List.of(0, 0), List.of(one.exitValue(), two.exitValue()), () -> read(Path.of(out + ".err")));
        assertEquals(expected, SampleSuites.hashes(out.resolve("engram.db")));
        long finished = Files.readString(out.resolve("engram.log"))
                .lines()
                .filter(l -> l.contains("finished after"))
                .count();
        assertTrue(
                finished <= expected.size(),
                finished + " runs were made"); // one fewer if the process was killed before it logged the run
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
