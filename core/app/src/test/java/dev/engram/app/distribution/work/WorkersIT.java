package dev.engram.app.distribution.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.distribution.WorkingProcesses;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two worker processes on this machine. The system property {@code engram.kills} sets how many of them are killed, all
 * after they have claimed runs; {@code engram.kills.seed} and {@code engram.kills.latest} the moments after that, in
 * milliseconds; {@code engram.kills.epochs} the length of a run. A hundred kills also need
 * {@code -Djunit.jupiter.execution.timeout.mode=disabled}.
 */
@Timeout(600)
class WorkersIT {
    private static final int KILLS = Integer.getInteger("engram.kills", 2);
    private static final long SEED = Long.getLong("engram.kills.seed", 1);
    private static final int EPOCHS = Integer.getInteger("engram.kills.epochs", 1500);
    /** The length of a run where no worker has to be met at work. */
    private static final int FEW_EPOCHS = 150;

    private static final int LATEST_MILLIS = Integer.getInteger("engram.kills.latest", 400);
    private static final int END_MINUTES = 5 + KILLS / 4;
    private static final int SEEDS = 4;
    private static final int SEEDS_OF_KILLS = Math.max(2, KILLS / 8);

    @TempDir
    private static Path shared;

    private static PluginSuite suite;
    private static Reference fewEpochs;

    @TempDir
    private Path folder;

    private Path out;
    private Reference reference = fewEpochs;

    /** What one process without workers makes of the suite. */
    private record Reference(List<String> length, Map<String, String> hashes, String verdicts) {
        static Reference make(Path out, int epochs, int seeds) {
            List<String> length = List.of("--set", "training.epochs=" + epochs, "--set", "seeds=" + seeds);
            List<Object> arguments = new ArrayList<>(suite.arguments("run", out));
            arguments.addAll(length);
            CommandResult e = InProcessCli.run(with(arguments, "--format", "verdicts"));
            assertEquals(0, e.code(), e.err());
            return new Reference(length, SampleSuites.hashes(out.resolve("engram.db")), e.out());
        }
    }

    @BeforeAll
    static void makeReference() throws Exception {
        suite = PluginSuite.write(shared.resolve("suite"), FEW_EPOCHS, SEEDS);
        fewEpochs = Reference.make(shared.resolve("few"), FEW_EPOCHS, SEEDS);
    }

    @BeforeEach
    void chooseFolder() {
        out = folder.resolve("workers");
    }

    private static Object[] with(List<Object> arguments, Object... more) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray();
    }

    private Object[] arguments(Object... more) {
        List<Object> all = new ArrayList<>(suite.arguments("run", out));
        all.addAll(List.of(
                "--format", "verdicts", "--on", "local", "--launcher-option", "workers=2", "--checkpoint", "50ms"));
        all.addAll(reference.length());
        all.addAll(List.of(more));
        return all.toArray();
    }

    private Process start() throws Exception {
        List<String> command = new ArrayList<>(List.of(Launcher.SCRIPT.toString()));
        for (Object a : arguments()) {
            command.add(a.toString());
        }
        return Launcher.process(folder, Map.of(), command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** Returns the live worker processes of this test: the JVMs, not the scripts that started them. */
    private List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .arguments()
                        .map(List::of)
                        .filter(this::isWorker)
                        .isPresent())
                .toList();
    }

    private boolean isWorker(List<String> arguments) {
        return arguments.contains("dev.engram.app.Main")
                && arguments.contains("work")
                && arguments.contains(out.resolve("engram.db").toString());
    }

    private void assertComplete() {
        assertEquals(reference.hashes(), SampleSuites.hashes(out.resolve("engram.db")));
        try (Store store = Stores.open(out.resolve("engram.db").toString())) {
            assertEquals(List.of(), store.check().faults());
            assertEquals(0, store.queue().jobs().get(0).remaining());
            assertEquals(List.of(), store.claimed());
        }
    }

    private String read(String file) throws Exception {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void workersGiveTheHashesAndVerdictsOfOneProcessAndLeaveOtherJobsInTheQueue() throws Exception {
        CommandResult detached = Launcher.run(
                folder, Map.of(), arguments("--detach", "--set", "training.epochs=50000", "--set", "seeds=1"));
        assertEquals(0, detached.code(), detached.err());
        workers().forEach(ProcessHandle::destroyForcibly);
        CommandResult e = Launcher.run(folder, Map.of(), arguments());
        assertEquals(0, e.code(), e.err());
        assertEquals(reference.verdicts(), e.out());
        assertTrue(e.err().contains("2 workers started on this machine"), e.err());
        assertEquals(reference.hashes(), SampleSuites.hashes(out.resolve("engram.db")));
        assertEquals(List.of(), workers(), "workers end with their work");
        try (Store store = Stores.open(out.resolve("engram.db").toString())) {
            assertEquals(List.of(), store.check().faults());
            assertEquals(
                    List.of(6, 0),
                    store.queue().jobs().stream().map(JobQueue.Job::remaining).toList());
        }
    }

    @Test
    void workersThatAreKilledAtWorkAreReplacedAndNothingIsLost(TestReporter reporter) throws Exception {
        reference = Reference.make(folder.resolve("whole"), EPOCHS, SEEDS_OF_KILLS);
        Process command = start();
        Random random = new Random(SEED);
        int killed = 0;
        int complete = 0;
        int again = 0;
        while (killed < KILLS) {
            if (!command.isAlive()) {
                if (!givenUp(command)) {
                    assertEquals(0, command.exitValue(), read("err"));
                    assertComplete();
                    complete++;
                    out = folder.resolve("workers" + killed);
                } else {
                    again++;
                }
                command = start();
            }
            killed += killAtWork(command, random) ? 1 : 0;
        }
        assertTrue(command.waitFor(END_MINUTES, TimeUnit.MINUTES), () -> "it does not end");
        if (givenUp(command)) {
            again++;
            command = start();
            assertTrue(command.waitFor(END_MINUTES, TimeUnit.MINUTES), () -> "it does not end");
        }
        assertEquals(0, command.exitValue(), read("err"));
        assertEquals(reference.verdicts(), read("out"));
        assertComplete();
        reporter.publishEntry(Map.of(
                "kills of workers that had claimed runs",
                Integer.toString(killed),
                "complete suites of " + reference.hashes().size() + " runs",
                Integer.toString(complete + 1),
                "commands that gave up and were given again",
                Integer.toString(again)));
    }

    /** Kills a worker at a random moment after it has claimed runs, if there is one and it still has some then. */
    private boolean killAtWork(Process command, Random random) throws Exception {
        Path store = out.resolve("engram.db");
        Optional<ProcessHandle> victim =
                Files.exists(store) ? WorkingProcesses.any(store.toString(), random) : Optional.empty();
        command.waitFor(victim.isPresent() ? random.nextInt(LATEST_MILLIS) : 20, TimeUnit.MILLISECONDS);
        return victim.isPresent() && WorkingProcesses.kill(victim.get(), store.toString());
    }

    /** Returns whether all workers were killed before their first run, several times: the same command continues. */
    private boolean givenUp(Process command) throws Exception {
        return command.exitValue() == 1 && read("err").contains("the workers ended, and made none of the");
    }

    @Test
    void aKilledCommandLeavesItsWorkersAndTheNextOneWaitsForThem() throws Exception {
        Process command = start();
        while (command.isAlive() && workers().isEmpty()) {
            command.waitFor(20, TimeUnit.MILLISECONDS);
        }
        command.destroyForcibly().waitFor();
        CommandResult e = Launcher.run(folder, Map.of(), arguments());
        assertEquals(0, e.code(), e.err());
        assertEquals(reference.verdicts(), e.out());
        assertComplete();
    }

    @Test
    void aDetachedSuiteIsCancelledAndContinued() throws Exception {
        CommandResult detached = Launcher.run(folder, Map.of(), arguments("--detach"));
        assertEquals(0, detached.code(), detached.err());
        assertTrue(detached.err().contains("24 runs are submitted"), detached.err());
        CommandResult status = InProcessCli.run(suite.arguments("status", out).toArray());
        assertTrue(status.out().contains("local: 2 running, 0 waiting, 0 ended"), status.out());
        CommandResult cancel = InProcessCli.run(suite.arguments("cancel", out).toArray());
        assertTrue(cancel.out().startsWith("local: 2 workers asked to end\n"), cancel.out());
        while (!workers().isEmpty()) {
            workers().forEach(p -> p.onExit().join());
        }
        CommandResult e = Launcher.run(folder, Map.of(), arguments());
        assertEquals(0, e.code(), e.err());
        assertEquals(reference.verdicts(), e.out());
        assertComplete();
    }
}
