package dev.engram.app.launch.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slurm's own programs: sbatch, squeue, sinfo and scancel. They must be on the PATH, as on the login node of a
 * cluster.
 */
final class SlurmClient {
    private static final Logger LOG = LoggerFactory.getLogger(SlurmClient.class);

    /** A controller under load answers late; squeue and sbatch themselves give up after about a minute. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final Duration SHOWN_AFTER = Duration.ofSeconds(10);

    private static final String SUBMIT = "sbatch";
    /** What a user should know whose request got no answer. */
    private static final String MAYBE =
            " It may still accept the job: look with 'squeue --me' before you submit it again,"
                    + " and end it with scancel";

    private static final String NO_SUCH_JOB = "Invalid job id";
    private static final int FIELDS = 6;

    /**
     * A task of a job array that has not ended.
     *
     * @param number the number of the task in its array
     * @param state Slurm's name of its state, such as PENDING or RUNNING
     * @param node the node that runs it; empty while it waits
     * @param reason why it waits, in Slurm's words; {@code None} if it does not
     * @param partition its partition, or several with commas between them
     * @param limit its time limit, in Slurm's words
     */
    record Task(int number, String state, String node, String reason, String partition, String limit) {
        boolean isRunning() {
            return state.equals("RUNNING") || state.equals("COMPLETING");
        }
    }

    /** What a program printed. */
    private record Answer(int code, String out, String err) {}

    private final Path folder;

    /** @param folder the folder in which the programs are started */
    SlurmClient(Path folder) {
        this.folder = folder;
    }

    /**
     * Submits a script and returns the number of its job.
     *
     * @throws SlurmException in the words of Slurm, for instance if the partition does not exist
     */
    String submit(Path script) {
        Answer answer = call(List.of(SUBMIT, "--parsable", script.toString()));
        if (answer.code() != 0) {
            throw new SlurmException("Slurm refused the job: " + words(answer.err()));
        }
        // A federated cluster appends its name: 1234;name.
        return answer.out().strip().replaceFirst(";.*", "");
    }

    /** Returns the tasks of a job that have not ended; none if Slurm has forgotten the job. */
    List<Task> tasks(String job) {
        Answer answer = call(List.of("squeue", "-h", "-r", "-j", job, "-o", "%K|%T|%N|%r|%P|%l"));
        if (answer.code() != 0) {
            if (answer.err().contains(NO_SUCH_JOB)) {
                return List.of();
            }
            throw new SlurmException("squeue failed: " + words(answer.err()));
        }
        List<Task> tasks = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            String[] fields = line.strip().split("\\|", FIELDS);
            if (fields.length == FIELDS && fields[0].matches("\\d+")) {
                tasks.add(new Task(Integer.parseInt(fields[0]), fields[1], fields[2], fields[3], fields[4], fields[5]));
            }
        }
        return tasks;
    }

    /** Returns the longest time limits of partitions, in Slurm's words; empty if Slurm does not say. */
    Optional<String> longestTime(String partitions) {
        Answer answer = call(List.of("sinfo", "-h", "-p", partitions, "-o", "%l"));
        String limits = answer.out().lines().map(String::strip).distinct().collect(Collectors.joining(", "));
        return answer.code() == 0 && !limits.isEmpty() ? Optional.of(limits) : Optional.empty();
    }

    /** Cancels the tasks of a job that have not ended. Slurm sends them SIGTERM first, so that they can save. */
    void cancel(String job) {
        Answer answer = call(List.of("scancel", job));
        if (answer.code() != 0 && !answer.err().contains(NO_SUCH_JOB)) {
            throw new SlurmException("scancel failed: " + words(answer.err()));
        }
    }

    /** Returns the lines of a message as one, without the name of the program in front of each. */
    private static String words(String err) {
        List<String> lines = err.lines()
                .map(l -> l.replaceFirst("^(sbatch|squeue|scancel): (error: )?", "")
                        .strip())
                .filter(l -> !l.isEmpty())
                .distinct()
                .toList();
        return lines.isEmpty() ? "it gave no reason" : String.join("; ", lines);
    }

    private Answer call(List<String> command) {
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("engram", ".out");
            err = Files.createTempFile("engram", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            if (!hasEnded(process, command.get(0))) {
                process.destroyForcibly();
                throw new SlurmException(command.get(0) + " did not answer within " + TIMEOUT.toMinutes()
                        + " minutes; is Slurm's controller running?"
                        + (command.get(0).equals(SUBMIT) ? MAYBE : ""));
            }
            return new Answer(process.exitValue(), read(out), read(err));
        } catch (IOException e) {
            throw new SlurmException("Slurm's program " + command.get(0) + " cannot be started (" + e.getMessage()
                    + "); run Engram on a login node of the cluster, where sbatch is on the PATH");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlurmException("interrupted while waiting for " + command.get(0));
        } finally {
            delete(out);
            delete(err);
        }
    }

    /** Waits for a program. A user who submits a job sees that it takes long. */
    private static boolean hasEnded(Process process, String program) throws InterruptedException {
        if (!program.equals(SUBMIT)) {
            return process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
        if (process.waitFor(SHOWN_AFTER.toSeconds(), TimeUnit.SECONDS)) {
            return true;
        }
        LOG.warn("{} has not answered yet; waiting for up to {} minutes", program, TIMEOUT.toMinutes());
        return process.waitFor(TIMEOUT.minus(SHOWN_AFTER).toSeconds(), TimeUnit.SECONDS);
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
