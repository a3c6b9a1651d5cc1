package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a suite on a real Slurm cluster of two nodes: the results are those of one process. */
@Tag("cluster")
class SlurmIT {
    private static final int TASKS = 4;

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

    private static List<Object> onSlurm(List<Object> arguments, String... options) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of("--on", "slurm", "--launcher-option", "workers=" + TASKS));
        Stream.of(options).forEach(o -> all.addAll(List.of("--launcher-option", o)));
        return all;
    }

    private CommandResult local(ClusterSuite suite) {
        CommandResult result = engram(suite.arguments("run", "--out", "local", "--format", "csv"));
        assertEquals(0, result.code(), result.err());
        assertEquals(ClusterSuite.RUNS, hashes("local/engram.db").size());
        return result;
    }

    /** Returns the hash of the final parameters of every run, by cell and seed. */
    private Map<String, String> hashes(String store) {
        Map<String, String> found = new TreeMap<>();
        try (Store s = Stores.open(
                store.startsWith("jdbc:") ? store : folder.resolve(store).toString())) {
            for (RunLabel label : s.labels("cluster")) {
                Run run = s.find(label.id()).orElseThrow();
                found.put(label.cell() + " #" + run.seed(), run.hash());
            }
            assertEquals(List.of(), s.check().faults());
        }
        return found;
    }

    @Test
    void shardsGiveTheResultsOfOneProcess() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 20);
        CommandResult local = local(suite);
        CommandResult onSlurm =
                engram(onSlurm(suite.arguments("run", "--out", "shards", "--format", "csv"), "results=shards"));
        assertEquals(0, onSlurm.code(), onSlurm.err());
        assertEquals(ClusterSuite.comparison(local), ClusterSuite.comparison(onSlurm));
        assertEquals(hashes("local/engram.db"), hashes("shards/engram.db"));
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
        assertEquals(hashes("local/engram.db"), hashes(store));
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
    void aMissingSlurmIsReportedBeforeAnythingIsSubmitted() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("bash", "cut", "dirname", "env", "grep", "locale", "readlink", "stty")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }
        Map<String, String> environment =
                Map.of("PATH", programs.toString(), "JAVA_HOME", System.getProperty("java.home"));
        List<Object> arguments = onSlurm(suite.arguments("run", "--out", "none"), "results=shards");
        CommandResult missing = Launcher.run(folder, environment, arguments.toArray());
        assertEquals(2, missing.code(), missing.err());
        assertTrue(missing.err().contains("there is no sbatch, squeue, scancel on the PATH"), missing.err());
        assertFalse(Files.exists(folder.resolve("none/jobs")), "nothing is written for a job");
    }

    @Test
    void aStoreThatIsAFileIsRefusedForNodes() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        CommandResult refused = engram(onSlurm(suite.arguments("run", "--out", "file")));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("cannot use the store"), refused.err());
    }
}
