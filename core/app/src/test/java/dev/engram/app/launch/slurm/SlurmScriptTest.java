package dev.engram.app.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmScriptTest {
    private static final SlurmSettings SETTINGS = new SlurmSettings(
            "short",
            "physics",
            "2:00:00",
            "4G",
            8,
            2,
            Duration.ofSeconds(90),
            List.of("--constraint=a|b", "--comment=two words"),
            List.of("module load java/17"));

    @TempDir
    private Path folder;

    private static List<String> options(String script) {
        return script.lines()
                .filter(l -> l.startsWith("#SBATCH "))
                .map(l -> l.substring("#SBATCH ".length()))
                .toList();
    }

    @Test
    void optionsAreLinesOfTheScript() {
        String script = SlurmScript.text("small", Path.of("/home/me/jobs/100%"), SETTINGS, List.of("engram", "work"));
        assertEquals(
                List.of(
                        "--job-name=engram-small",
                        "--array=0-7",
                        "--requeue",
                        "--open-mode=append",
                        "--chdir=/home/me/jobs/100%",
                        "--output=/home/me/jobs/100%%/logs/%A_%a.log",
                        "--nodes=1",
                        "--ntasks=1",
                        "--cpus-per-task=2",
                        "--signal=B:TERM@90",
                        "--partition=short",
                        "--account=physics",
                        "--time=2:00:00",
                        "--mem=4G",
                        "\"--constraint=a|b\"",
                        "\"--comment=two words\""),
                options(script));
        assertTrue(script.contains("\nmodule load java/17\n"), script);
    }

    @Test
    void choicesThatAreNotMadeAreLeftToSlurm() {
        SlurmSettings least = new SlurmSettings("", "", "", "", 1, 1, Duration.ofSeconds(60), List.of(), List.of());
        List<String> options = options(SlurmScript.text("small", Path.of("/jobs"), least, List.of("engram")));
        assertEquals("--signal=B:TERM@60", options.get(options.size() - 1));
        assertEquals("--array=0-0", options.get(1));
    }

    /** Runs the script as Slurm does, without Slurm. */
    @Test
    void argumentsReachTheWorkerUnchanged() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash here");
        List<String> hostile = List.of("a b", "it's", "$HOME", "`id`", "\"", "jdbc:postgresql://h/d?user=x&a=b");
        List<String> worker = new ArrayList<>(List.of("printf", "<%s>\\n"));
        worker.addAll(hostile);
        worker.add("shards/" + SlurmScript.TASK + ".db");
        Path script = Files.writeString(
                folder.resolve("job.sh"),
                SlurmScript.text(
                        "small",
                        folder,
                        new SlurmSettings("", "", "", "", 1, 1, Duration.ofSeconds(60), List.of(), List.of()),
                        worker));
        Path out = folder.resolve("out");
        ProcessBuilder bash = new ProcessBuilder("/bin/bash", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        bash.environment().put("SLURM_ARRAY_TASK_ID", "3");
        bash.environment().put("SLURM_ARRAY_JOB_ID", "1");
        Process process = bash.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        List<String> lines = Files.readAllLines(out);
        assertEquals(0, process.exitValue(), lines.toString());
        assertEquals(hostile.stream().map(a -> "<" + a + ">").toList(), lines.subList(1, 1 + hostile.size()));
        assertEquals("<shards/3.db>", lines.get(lines.size() - 1));
    }

    @Test
    void aMissingSlurmIsNamed() {
        assumeTrue(!installed(), "Slurm is installed here");
        String message = assertThrows(SlurmException.class, () -> new SlurmClient(folder).tasks("1"))
                .getMessage();
        assertTrue(message.startsWith("Slurm's program squeue cannot be started ("), message);
    }

    private static boolean installed() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(d -> Files.isExecutable(Path.of(d, "squeue")));
    }
}
