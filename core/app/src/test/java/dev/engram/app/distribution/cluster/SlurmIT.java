package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.WorkingProcesses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a suite on a real Slurm cluster of two nodes: the results are those of one process, whatever happens to the
 * tasks. {@code -Dengram.cluster.kills=100 -Dengram.cluster.seed=7} choose how often and when tasks are killed, all
 * after they have claimed runs; {@code -Dengram.cluster.epochs=20000} chooses the length of these runs,
 * and {@code -Dengram.cluster.latest=3000} the longest time from the claim to the kill, in milliseconds.
 */
@Tag("cluster")
class SlurmIT {
    private static final int TASKS = 4;
    private static final int KILLS = Integer.getInteger("engram.cluster.kills", 3);
    private static final long SEED = Long.getLong("engram.cluster.seed", 1);
    private static final int EPOCHS = Integer.getInteger("engram.cluster.epochs", 500);
    private static final int LATEST_MILLIS = Integer.getInteger("engram.cluster.latest", 1000);
    private static final int LONG_MINUTES = 5 + KILLS / 4;
    private static final Pattern ACCEPTED = Pattern.compile("Slurm has accepted job (\\d+)");

    @TempDir
    private static Path shared;

    private static LocalService slurm;
    private static LocalService postgres;
    private static int databases;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Optional<String> obstacle = LocalService.unavailableReason(
                        "Slurm", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol")
                .or(() -> LocalService.unavailableReason("PostgreSQL's server", "initdb", "pg_ctl", "createdb"));
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        slurm = LocalService.start("slurm", shared.resolve("slurm"), 2);
        postgres = LocalService.start("postgres", shared.resolve("postgres"));
    }

    @AfterAll
    static void stop() {
        Stream.of(Optional.ofNullable(slurm), Optional.ofNullable(postgres))
                .flatMap(Optional::stream)
                .forEach(LocalService::close);
    }

    private CommandResult engram(List<Object> arguments) {
        return Launcher.run(folder, Map.of("SLURM_CONF", slurm.address()), arguments.toArray());
    }

    private String shell(String line) {
        CommandResult done = Launcher.shell(folder, Map.of("SLURM_CONF", slurm.address()), line);
        assertEquals(0, done.code(), done.err());
        return done.out().strip();
    }

    /** Creates an empty database and returns the address of its store. */
    private String database() {
        String name = "runs" + databases++;
        String port = postgres.address().replaceFirst("^.*:(\\d+)/.*$", "$1");
        shell("createdb -h 127.0.0.1 -p " + port + " -U engram " + name);
        return postgres.address().replace("/postgres?", "/" + name + "?");
    }

    /** Returns the arguments of a command on Slurm. */
    static List<Object> onSlurm(List<Object> arguments, String... options) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of("--on", "slurm", "--launcher-option", "workers=" + TASKS));
        Stream.of(options).forEach(o -> all.addAll(List.of("--launcher-option", o)));
        return all;
    }

    private CommandResult local(ClusterSuite suite) {
        CommandResult result = engram(suite.arguments("run", "--out", "local", "--format", "csv"));
        assertEquals(0, result.code(), result.err());
        assertEquals(
                ClusterSuite.RUNS,
                ClusterSuite.hashes(folder, "local/engram.db").size());
        return result;
    }

    @Test
    void shardsGiveTheResultsOfOneProcess() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 20);
        CommandResult local = local(suite);
        CommandResult onSlurm =
                engram(onSlurm(suite.arguments("run", "--out", "shards", "--format", "csv"), "results=shards"));
        assertEquals(0, onSlurm.code(), onSlurm.err());
        assertEquals(ClusterSuite.comparison(local), ClusterSuite.comparison(onSlurm));
        assertEquals(ClusterSuite.hashes(folder, "local/engram.db"), ClusterSuite.hashes(folder, "shards/engram.db"));
    }

    @Test
    void aSharedStoreGivesTheResultsOfOneProcess() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 20);
        CommandResult local = local(suite);
        String store = database();
        CommandResult onSlurm =
                engram(onSlurm(suite.arguments("run", "--out", "stored", "--store", store, "--format", "csv")));
        assertEquals(0, onSlurm.code(), onSlurm.err());
        assertEquals(ClusterSuite.comparison(local), ClusterSuite.comparison(onSlurm));
        assertEquals(ClusterSuite.hashes(folder, "local/engram.db"), ClusterSuite.hashes(folder, store));
    }

    @Test
    void tasksThatAreKilledAtWorkAndRequeuedLoseNothing(TestReporter reporter) throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, EPOCHS);
        local(suite);
        Map<String, String> expected = ClusterSuite.hashes(folder, "local/engram.db");
        SlurmTaskKiller killer =
                new SlurmTaskKiller(shared.resolve("slurm"), folder, this::shell, new Random(SEED), LATEST_MILLIS);
        int kills = 0;
        int stores = 0;
        while (kills < KILLS) {
            String store = stores % 2 == 0 ? database() : "";
            String out = "killed" + stores++;
            List<Object> arguments = new ArrayList<>(suite.arguments("run", "--out", out, "--checkpoint", "100ms"));
            if (!store.isEmpty()) {
                arguments.addAll(List.of("--store", store));
            }
            Process command = start(onSlurm(arguments, "results=" + (store.isEmpty() ? "shards" : "store")), out);
            while (kills < KILLS && command.isAlive()) {
                kills += killer.killAtWork(command, out, store) ? 1 : 0;
            }
            assertTrue(command.waitFor(LONG_MINUTES, TimeUnit.MINUTES), () -> "seed " + SEED + ": " + errors(out));
            // A command that has seen too many failures stops; the same command continues.
            CommandResult again = command.exitValue() == 0
                    ? new CommandResult(0, "", "")
                    : engram(onSlurm(arguments, "results=" + (store.isEmpty() ? "shards" : "store")));
            assertEquals(0, again.code(), () -> "seed " + SEED + ": " + errors(out) + again.err());
            assertEquals(
                    expected,
                    ClusterSuite.hashes(folder, store.isEmpty() ? out + "/engram.db" : store),
                    "seed " + SEED);
        }
        reporter.publishEntry(Map.of(
                "kills of tasks that had claimed runs",
                Integer.toString(kills),
                "complete suites of " + expected.size() + " runs",
                Integer.toString(stores)));
    }

    private Process start(List<Object> arguments, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(Launcher.SCRIPT.toString()));
        arguments.forEach(a -> command.add(a.toString()));
        return Launcher.process(folder, Map.of("SLURM_CONF", slurm.address()), command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(folder + "/" + name + ".err")))
                .start();
    }

    private String errors(String name) {
        try {
            return Files.readString(folder.resolve(name + ".err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aNodeThatIsDrainedAndOneThatIsSetDownLoseNothing() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 100);
        local(suite);
        String store = database();
        List<Object> arguments = suite.arguments("run", "--out", "drained", "--store", store, "--checkpoint", "100ms");
        Process command = start(onSlurm(arguments), "drained");
        try {
            awaitWork(command, store);
            shell("scontrol update nodename=node1 state=drain reason=test");
            assertFalse(command.waitFor(LATEST_MILLIS, TimeUnit.MILLISECONDS) && command.exitValue() != 0);
            shell("scontrol update nodename=node1 state=down reason=test");
            assertTrue(command.waitFor(LONG_MINUTES, TimeUnit.MINUTES), () -> errors("drained"));
            assertEquals(0, command.exitValue(), () -> errors("drained"));
        } finally {
            shell("scontrol update nodename=node1 state=resume");
        }
        assertEquals(ClusterSuite.hashes(folder, "local/engram.db"), ClusterSuite.hashes(folder, store));
    }

    private static void awaitWork(Process command, String store) throws InterruptedException {
        while (command.isAlive() && WorkingProcesses.of(store).size() < 2) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void aDetachedSuiteHasAStatusAndCanBeCancelledAndContinued() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 100);
        CommandResult detached = engram(onSlurm(suite.arguments("run", "--out", "d", "--detach"), "results=shards"));
        assertEquals(0, detached.code(), detached.err());
        String job = job(detached);
        assertFalse(shell("squeue -h -r -j " + job + " -o %i").isEmpty(), "the tasks go on");
        CommandResult status = engram(suite.arguments("status", "--out", "d"));
        assertEquals(0, status.code(), status.err());
        assertTrue(status.out().contains("job " + job), status.out());
        assertTrue(status.out().contains("divided among the workers"), status.out());
        CommandResult cancelled = engram(suite.arguments("cancel", "--out", "d"));
        assertEquals(0, cancelled.code(), cancelled.err());
        assertNoTaskIsLeft(job);
        CommandResult continued = engram(onSlurm(suite.arguments("run", "--out", "d"), "results=shards"));
        assertEquals(0, continued.code(), continued.err());
        local(suite);
        assertEquals(ClusterSuite.hashes(folder, "local/engram.db"), ClusterSuite.hashes(folder, "d/engram.db"));
    }

    /** Returns the number of the job that a command has submitted. */
    private static String job(CommandResult result) {
        Matcher accepted = ACCEPTED.matcher(result.err());
        assertTrue(accepted.find(), result.err());
        return accepted.group(1);
    }

    /** Slurm ends tasks some time after scancel, and is COMPLETING them when their processes have ended. */
    private void assertNoTaskIsLeft(String job) throws InterruptedException {
        String question = "squeue -h -r -t PENDING,RUNNING -j " + job + " -o '%i %T' || true";
        String left = shell(question);
        for (int i = 0; i < 600 && !left.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            left = shell(question);
        }
        assertEquals("", left, "no task is left");
    }

    @Test
    void aPartitionThatSlurmRefusesIsReportedInItsWords() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        CommandResult refused =
                engram(onSlurm(suite.arguments("run", "--out", "refused"), "results=shards", "partition=nowhere"));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("invalid partition specified: nowhere"), refused.err());
        assertFalse(refused.err().contains("Exception"), refused.err());
    }

    @Test
    void aTimeThatNoPartitionAllowsEndsTheCommandInsteadOfWaitingForEver() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        CommandResult refused =
                engram(onSlurm(suite.arguments("run", "--out", "long"), "results=shards", "time=2:00:00"));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(
                refused.err()
                        .contains("their time limit of 2:00:00 is longer than partition main allows, which is 1:00:00"),
                refused.err());
        assertNoTaskIsLeft(job(refused));
        CommandResult mended = engram(onSlurm(suite.arguments("run", "--out", "long"), "results=shards", "time=30"));
        assertEquals(0, mended.code(), mended.err());
    }

    @Test
    void aWorkerThatCannotStartEndsTheArrayAndIsQuoted() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        CommandResult refused = engram(onSlurm(
                suite.arguments("run", "--out", "nojava"), "results=shards", "setup=[export JAVA_HOME=/nowhere]"));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("the first worker did not start"), refused.err());
        assertTrue(refused.err().contains("engram: no Java found"), refused.err());
        assertTrue(refused.err().endsWith("\n1 problem; nothing was run.\n"), refused.err());
        assertEquals(1, refused.err().split("Slurm has accepted job", -1).length - 1, refused.err());
        assertNoTaskIsLeft(job(refused));
        CommandResult mended = engram(onSlurm(suite.arguments("run", "--out", "nojava"), "results=shards"));
        assertEquals(0, mended.code(), mended.err());
    }

    @Test
    void aStoreThatIsAFileIsRefusedForNodes() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        CommandResult refused = engram(onSlurm(suite.arguments("run", "--out", "file")));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("cannot use the store"), refused.err());
        assertTrue(refused.err().contains("results=shards"), refused.err());
    }
}
