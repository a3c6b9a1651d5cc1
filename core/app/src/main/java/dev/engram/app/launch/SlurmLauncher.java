package dev.engram.app.launch;

import dev.engram.app.launch.slurm.SbatchOptions;
import dev.engram.app.launch.slurm.SlurmException;
import dev.engram.app.launch.slurm.SlurmJob;
import dev.engram.app.launch.slurm.SlurmSettings;
import dev.engram.app.time.Durations;
import dev.engram.spi.Hyper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job array of Slurm, submitted with sbatch on a login node. Each task is one worker. It starts from a copy of this
 * program next to the results, so that the nodes need nothing but a JDK and the shared file system. Slurm may requeue a
 * task: it continues from the checkpoints of its runs.
 *
 * @param results {@code store}: the nodes reach a PostgreSQL store; {@code shards}: each task writes a store of its own
 *     on the shared file system, and the command merges them, for nodes without a network
 */
public record SlurmLauncher(
        @Hyper(value = "4", range = "[1,1000000]", doc = "number of tasks; each is a worker")
        int workers,

        @Hyper(value = "1", range = "[1,4096]", doc = "cores of a task; each makes one run at a time")
        int cores,

        SbatchOptions sbatch,

        @Hyper(value = "60s", doc = "time before the time limit at which a task saves its runs")
        String save,

        @Hyper(value = "store", doc = "store: nodes reach a PostgreSQL store; shards: a store for each task")
        Results results)
        implements WorkerLauncher {
    static final String KIND = "slurm";
    /** Slurm keeps the time in two bytes. */
    private static final long LONGEST_SAVE_SECONDS = 65_535;

    /** Where the workers write. */
    public enum Results {
        STORE,
        SHARDS
    }

    @Override
    public int threads() {
        return cores;
    }

    /** Slurm's controller answers the questions of all users. */
    @Override
    public Duration pollInterval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean sharded() {
        return results == Results.SHARDS;
    }

    @Override
    public String storeRemedy() {
        return "let each task write a file of its own with --launcher-option results=shards, or "
                + WorkerLauncher.super.storeRemedy();
    }

    @Override
    public List<String> problems(LaunchRequest request) {
        List<String> problems = new ArrayList<>(SlurmJob.missingPrograms());
        if (home().isEmpty()) {
            problems.add("--on " + KIND + " copies the distribution for the nodes, and this program does not run from"
                    + " one; start it with bin/engram");
        }
        long seconds = saveTime().toSeconds();
        if (seconds < 1 || seconds > LONGEST_SAVE_SECONDS) {
            problems.add("slurm.save: expected a time from 1s to 18h, such as 60s or 5m, found '" + save + "'");
        }
        sbatch.options().stream()
                .filter(o -> !o.startsWith("-"))
                .map(o -> "slurm.options: '" + o + "' is not an option of sbatch; write it as --name=value")
                .forEach(problems::add);
        return problems;
    }

    private Duration saveTime() {
        return Durations.parse(save).orElse(Duration.ZERO);
    }

    private static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("engram.home")).map(Path::of);
    }

    @Override
    public Launched start(LaunchRequest request) throws LaunchException {
        Path folder = request.jobFolder().toAbsolutePath();
        int tasks = request.workers();
        SlurmSettings settings = new SlurmSettings(sbatch, tasks, cores, saveTime());
        try {
            Path copy = DistributionCopy.in(folder.getParent(), home().orElseThrow());
            if (sharded()) {
                Files.createDirectories(folder.resolve("shards"));
            }
            SlurmJob job = SlurmJob.submit(request.name(), folder, settings, worker(copy, folder, request));
            return new Launched(
                    job.handle(),
                    "Slurm has accepted job " + job.number() + " of " + tasks + (tasks == 1 ? " task" : " tasks")
                            + "; their logs are in " + folder.resolve("logs"));
        } catch (SlurmException e) {
            throw new LaunchException(e.getMessage(), e);
        } catch (IOException e) {
            throw new LaunchException("the folder " + folder + " cannot be prepared (" + e.getMessage() + ")", e);
        }
    }

    private List<String> worker(Path copy, Path folder, LaunchRequest request) {
        List<String> worker = new ArrayList<>(List.of(copy.resolve("bin/engram").toString(), "work", "--store"));
        if (request.bundle().isPresent()) {
            worker.addAll(List.of(
                    folder.resolve("shards") + "/" + SlurmJob.TASK + ".db",
                    "--bundle",
                    request.bundle().get().toAbsolutePath().toString(),
                    "--task",
                    SlurmJob.TASK,
                    "--of",
                    Integer.toString(request.workers())));
        } else {
            worker.add(request.store());
        }
        worker.addAll(List.of("--workers", Integer.toString(cores)));
        worker.addAll(request.workArguments());
        return worker;
    }

    @Override
    public LaunchState state(String handle) {
        SlurmJob job = SlurmJob.of(handle);
        try {
            SlurmJob.State state = job.state();
            return new LaunchState(
                    state.waiting(), state.running(), state.ended(), state.lines(), state.refusal(), state.obstacle());
        } catch (SlurmException e) {
            // The tasks go on without this machine, and without Slurm's controller.
            return new LaunchState(0, job.tasks(), 0, List.of("job " + job.number() + ": " + e.getMessage()));
        }
    }

    @Override
    public void cancel(String handle) throws LaunchException {
        try {
            SlurmJob.of(handle).cancel();
        } catch (SlurmException e) {
            throw new LaunchException(e.getMessage(), e);
        }
    }
}
