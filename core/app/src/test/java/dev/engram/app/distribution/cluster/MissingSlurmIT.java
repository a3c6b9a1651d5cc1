package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends a suite to Slurm from a machine that has none. */
@Tag("cluster")
class MissingSlurmIT {
    @TempDir
    private Path folder;

    @Test
    void aMissingSlurmIsReportedBeforeAnythingIsSubmitted() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 1);
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("bash", "cut", "dirname", "env", "grep", "locale", "readlink", "stty")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }
        Map<String, String> environment =
                Map.of("PATH", programs.toString(), "JAVA_HOME", System.getProperty("java.home"));
        List<Object> arguments = SlurmIT.onSlurm(suite.arguments("run", "--out", "none"), "results=shards");
        CommandResult missing = Launcher.run(folder, environment, arguments.toArray());
        assertEquals(2, missing.code(), missing.err());
        assertTrue(
                missing.err().contains("sbatch, squeue, scancel were not found on the PATH of this machine"),
                missing.err());
        assertFalse(Files.exists(folder.resolve("none/jobs")), "nothing is written for a job");
    }
}
