package dev.engram.app.launch.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A job array that was submitted.
 *
 * @param number Slurm's number of the job
 * @param tasks the number of its tasks
 * @param folder its folder, with the script and the logs of the tasks
 */
public record SlurmJob(String number, int tasks, Path folder) {
    /** Stands for the number of the task in the arguments of a worker. */
    public static final String TASK = SlurmScript.TASK;

    private static final List<String> PROGRAMS = List.of("sbatch", "squeue", "scancel");
    private static final int HANDLE_FIELDS = 3;
    private static final int MAX_LOG_LINES = 3;

    /**
     * The tasks of a job by their state.
     *
     * @param lines what Slurm says about them, for a user
     * @param refusal the task that refused its input, and the end of its log; empty if none did
     * @param obstacle why none of the tasks that are left can ever start; empty if they can
     */
    public record State(
            int waiting, int running, int ended, List<String> lines, List<String> refusal, Optional<String> obstacle) {}

    /** Returns a sentence if this machine has no Slurm. */
    public static List<String> missingPrograms() {
        List<Path> folders = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(Path::of)
                .toList();
        List<String> missing = PROGRAMS.stream()
                .filter(p -> folders.stream().noneMatch(f -> Files.isExecutable(f.resolve(p))))
                .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(String.join(", ", missing)
                        + (missing.size() == 1 ? " was" : " were")
                        + " not found on the PATH of this machine; run Engram on a login node of the cluster");
    }

    /**
     * Writes the script of a job into its folder and submits it.
     *
     * @param worker the program and the arguments of a worker
     * @throws SlurmException if Slurm refuses it
     */
    public static SlurmJob submit(String suite, Path folder, SlurmSettings settings, List<String> worker)
            throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Path script = folder.resolve("job.sh");
        Files.deleteIfExists(script);
        // An address of a store may contain a password.
        Files.createFile(script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script, SlurmScript.text(suite, folder, settings, worker));
        return new SlurmJob(new SlurmClient(folder).submit(script), settings.tasks(), folder);
    }

    /** Returns the job with a handle. */
    public static SlurmJob of(String handle) {
        String[] fields = handle.split(" ", HANDLE_FIELDS);
        return new SlurmJob(fields[0], Integer.parseInt(fields[1]), Path.of(fields[2]));
    }

    /** Returns a text from which {@link #of} makes the job again. */
    public String handle() {
        return number + " " + tasks + " " + folder;
    }

    /** Asks Slurm for the state of the tasks. */
    public State state() {
        List<SlurmClient.Task> left = client().tasks(number);
        int running = (int) left.stream().filter(SlurmClient.Task::isRunning).count();
        int waiting = left.size() - running;
        List<String> lines = new ArrayList<>();
        if (running > 0) {
            lines.add("job " + number + ": " + running + " of " + tasks + " tasks running on "
                    + left.stream()
                            .map(SlurmClient.Task::node)
                            .filter(n -> !n.isEmpty())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        Map<String, Long> reasons = left.stream()
                .filter(t -> !t.isRunning())
                .collect(Collectors.groupingBy(SlurmClient.Task::reason, TreeMap::new, Collectors.counting()));
        reasons.forEach((reason, n) ->
                lines.add("job " + number + ": " + n + " of " + tasks + " tasks waiting (" + reason + ")"));
        Optional<String> obstacle = LastingReason.describe(left, client())
                .map(o -> "the tasks of job " + number + " can never start: " + o);
        obstacle.ifPresent(lines::add);
        if (left.isEmpty()) {
            String who = tasks == 1 ? "its task has" : "all " + tasks + " tasks have";
            lines.add("job " + number + ": " + who + " ended");
            lastLog().forEach(log -> end(log).forEach(l -> lines.add("  " + l)));
        }
        return new State(waiting, running, Math.max(0, tasks - left.size()), lines, refusal(), obstacle);
    }

    /** The script of a task notes its number if its worker refused its input. */
    private List<String> refusal() {
        try {
            String task = Files.readString(folder.resolve("logs").resolve(number + SlurmScript.REFUSED))
                    .strip();
            if (task.isEmpty()) {
                return List.of(); // it is being written
            }
            Path log = folder.resolve("logs").resolve(number + "_" + task + ".log");
            List<String> lines = new ArrayList<>(List.of("task " + task + " of job " + number + ", in " + log + ":"));
            end(log).forEach(l -> lines.add("  " + l));
            return lines;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the log that was written last. */
    private Stream<Path> lastLog() {
        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            return logs
                    .filter(l -> l.getFileName().toString().startsWith(number + "_"))
                    .max(Comparator.comparing(l -> l.toFile().lastModified()))
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Returns the last lines of a log, which say why a task ended early. */
    private static List<String> end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - MAX_LOG_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Cancels the tasks that have not ended. */
    public void cancel() {
        client().cancel(number);
    }

    private SlurmClient client() {
        return new SlurmClient(Files.isDirectory(folder) ? folder : Path.of("/"));
    }
}
