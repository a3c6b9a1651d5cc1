package dev.engram.app.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
            new SbatchOptions(
                    "short",
                    "physics",
                    "2:00:00",
                    "4G",
                    List.of("--constraint=a|b", "--comment=two words"),
                    List.of("module load java/17")),
            8,
            2,
            Duration.ofSeconds(90));

    private static final SlurmSettings LEAST =
            new SlurmSettings(new SbatchOptions("", "", "", "", List.of(), List.of()), 1, 1, Duration.ofSeconds(60));

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
        List<String> options = options(SlurmScript.text("small", Path.of("/jobs"), LEAST, List.of("engram")));
        assertEquals("--signal=B:TERM@60", options.get(options.size() - 1));
        assertEquals("--array=0-0", options.get(1));
    }

    /** What the script printed and asked of Slurm. */
    private record Ended(int code, List<String> lines, String requests) {}

    /** Runs the script as Slurm does, with programs in the place of squeue and scontrol that answer for it. */
    private Ended run(String jobState, int restarts, List<String> worker) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash here");
        Path script = Files.writeString(folder.resolve("job.sh"), SlurmScript.text("small", folder, LEAST, worker));
        Path programs = Files.createDirectories(folder.resolve("bin"));
        program(programs.resolve("squeue"), "[ \"$3\" = 7_3 ] && echo " + jobState);
        program(programs.resolve("scontrol"), "echo \"$@\" >> " + folder.resolve("requests"));
        Path out = folder.resolve("out");
        Files.createDirectories(folder.resolve("logs"));
        ProcessBuilder bash = new ProcessBuilder("/bin/bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        bash.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        bash.environment().put("SLURM_ARRAY_TASK_ID", "3");
        bash.environment().put("SLURM_ARRAY_JOB_ID", "7");
        bash.environment().put("SLURM_RESTART_COUNT", Integer.toString(restarts));
        Process process = bash.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        Path requests = folder.resolve("requests");
        return new Ended(
                process.exitValue(),
                Files.readAllLines(out),
                Files.exists(requests) ? Files.readString(requests).strip() : "");
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + line + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /** A worker that is stopped by a signal to its task, and then ends with a code. */
    private static List<String> stopped(int code) {
        return List.of("bash", "-c", "trap 'exit " + code + "' TERM; kill $PPID; while :; do sleep 0.05; done");
    }

    @Test
    void argumentsReachTheWorkerUnchanged() throws IOException, InterruptedException {
        List<String> hostile = List.of("a b", "it's", "$HOME", "`id`", "\"", "jdbc:postgresql://h/d?user=x&a=b");
        List<String> worker = new ArrayList<>(List.of("printf", "<%s>\\n"));
        worker.addAll(hostile);
        worker.add("shards/" + SlurmScript.TASK + ".db");
        Ended ended = run("RUNNING", 0, worker);
        assertEquals(0, ended.code(), ended.toString());
        List<String> expected = new ArrayList<>(hostile);
        expected.add("shards/3.db");
        assertEquals(
                expected.stream().map(a -> "<" + a + ">").toList(),
                ended.lines().subList(1, ended.lines().size()));
        assertEquals("", ended.requests(), "a worker that found no more runs is not started again");
    }

    @Test
    void aTaskThatIsStoppedWhileItsJobRunsGoesBackToTheQueue() throws IOException, InterruptedException {
        Ended ended = run("RUNNING", 0, stopped(0));
        assertEquals("requeue 7_3", ended.requests(), ended.toString());
        assertEquals(0, ended.code());
    }

    @Test
    void aTaskThatIsCancelledEnds() throws IOException, InterruptedException {
        Ended ended = run("COMPLETING", 0, stopped(0));
        assertEquals("", ended.requests(), ended.toString());
    }

    @Test
    void aWorkerThatWasKilledIsStartedAgain() throws IOException, InterruptedException {
        Ended ended = run("RUNNING", 19, List.of("bash", "-c", "kill -9 $$"));
        assertEquals("requeue 7_3", ended.requests(), ended.toString());
    }

    @Test
    void aWorkerThatFailsAgainAndAgainIsGivenUp() throws IOException, InterruptedException {
        Ended ended = run("RUNNING", 20, List.of("bash", "-c", "exit 1"));
        assertEquals("", ended.requests(), ended.toString());
        assertEquals(1, ended.code());
        assertFalse(Files.exists(folder.resolve("logs/7.refused")), "it may be the fault of the machine");
    }

    @Test
    void aWorkerThatRefusesItsInputIsNotStartedAgain() throws IOException, InterruptedException {
        Ended ended = run("RUNNING", 0, List.of("bash", "-c", "exit 2"));
        assertEquals("", ended.requests(), ended.toString());
        assertEquals(2, ended.code());
        assertEquals("3\n", Files.readString(folder.resolve("logs/7.refused")), "the waiting command is told");
    }

    @Test
    void aHandleNamesTheJobAgain() {
        SlurmJob job = new SlurmJob("1234", 8, Path.of("/home/me/my results/jobs"));
        assertEquals(job, SlurmJob.of(job.handle()));
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
