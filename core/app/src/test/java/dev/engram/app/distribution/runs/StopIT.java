package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends processes by signals. */
@Timeout(120)
class StopIT {
    private static final String SUITE =
            SampleSuites.SMALL.replace("epochs: 1", "epochs: 3000").replace("units: 8", "units: 64");
    private static final String STOPPED = "engram: interrupted: completed runs are stored, 2 unfinished runs were saved"
            + " as checkpoints. Run the same command again to continue.\n";

    @TempDir
    private Path folder;

    /** Starts the suite, and returns once both of its runs have started. */
    private Process start(int startedBefore) throws IOException, InterruptedException {
        // A build in the background ignores interrupts, one under nohup ignores hang-ups; child processes inherit it.
        List<String> command = List.of(
                "env",
                "--default-signal=INT,HUP",
                Launcher.SCRIPT.toString(),
                "run",
                "s.yaml",
                "--workers",
                "2",
                "--checkpoint",
                "1h");
        Process p = Launcher.process(folder, Map.of(), command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        while (p.isAlive() && logged("started: ") < startedBefore + 2) {
            p.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return p;
    }

    private long logged(String text) throws IOException {
        Path log = folder.resolve("results/engram.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream().filter(l -> l.contains(text)).count()
                : 0;
    }

    private static void send(String signal, Process to) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid()))
                        .start()
                        .waitFor());
    }

    @Test
    void aSignalSavesTheRunningRunsAndTheSameCommandContinuesThem() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE);
        int started = 0;
        for (String signal : List.of("INT", "TERM", "HUP")) {
            Process p = start(started);
            send(signal, p);
            assertTrue(p.waitFor(20, TimeUnit.SECONDS), "it goes on");
            String err = Files.readString(folder.resolve("err"));
            assertEquals(1, p.exitValue(), err);
            assertTrue(err.endsWith(STOPPED), signal + ": " + err);
            assertEquals("", Files.readString(folder.resolve("out")), "no table");
            started += 2;
            assertEquals(started, logged("stopped by a signal, with a checkpoint"), signal);
        }
        assertEquals(Map.of(), SampleSuites.hashes(folder.resolve("results/engram.db")));
        for (String run : List.of("[small #1]", "[small #2]")) {
            List<Long> steps = stops(run);
            assertTrue(
                    steps.size() == 3 && steps.get(0) < steps.get(1) && steps.get(1) < steps.get(2),
                    run + " does not continue: " + steps);
        }
    }

    /** Returns the steps after which a run was stopped. */
    private List<Long> stops(String run) throws IOException {
        return Files.readAllLines(folder.resolve("results/engram.log")).stream()
                .filter(l -> l.contains(run) && l.contains("cancelled after step "))
                .map(l -> Long.parseLong(l.replaceAll(".* ", "")))
                .toList();
    }

    /** The launcher cannot pass on a kill, so the program watches it. */
    @Test
    void theProgramEndsWithItsLauncher() throws Exception {
        SampleSuites.write(folder, "s.yaml", SUITE);
        Process p = start(0);
        ProcessHandle java = p.toHandle()
                .children()
                .filter(c -> c.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        p.destroyForcibly().waitFor();
        java.onExit().get(20, TimeUnit.SECONDS);
        assertFalse(java.isAlive());
    }

    @Test
    void aCommandWithoutRunsEndsAtOnceWithAMessage() throws Exception {
        CommandResult e = InProcessCli.run("--help");
        assertTrue(
                e.out().replaceAll("\\s+", " ").contains("1 a run failed, or the command was interrupted;"), e.out());
    }
}
