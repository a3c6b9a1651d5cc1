package dev.engram.app.work;

import dev.engram.app.execution.StopSignal;
import dev.engram.app.launch.LaunchRequest;
import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.WorkerLauncher;
import dev.engram.app.progress.RunCount;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs that workers make. Submits them, starts workers unless some are there already, and waits until the runs are
 * stored. If it is killed, the workers continue, and the next command waits for them.
 */
public final class RemoteRuns {
    private final Store store;
    private final Submitter submitter;
    private final Launchers.Found launcher;
    private final Settings settings;
    private final PrintStream err;

    /**
     * Settings of the workers.
     *
     * @param store the location of the store for workers
     * @param jobs the folder with a folder for each job
     * @param detached whether to return as soon as the workers are started
     * @param workArguments arguments of {@code engram work}
     */
    public record Settings(String store, Path jobs, boolean detached, List<String> workArguments) {}

    /** Thrown when workers are started and nobody waits for them. */
    public static final class DetachedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DetachedException(String message) {
            super(message);
        }
    }

    /** Thrown when the wait ends before the runs are made. */
    public static final class WaitEndedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WaitEndedException(String message) {
            super(message);
        }
    }

    /** @param err the stream for messages */
    public RemoteRuns(Store store, Submitter submitter, Launchers.Found launcher, Settings settings, PrintStream err) {
        this.store = store;
        this.submitter = submitter;
        this.launcher = launcher;
        this.settings = settings;
        this.err = err;
    }

    /** Returns the workers in words, for so many runs. */
    public String describe(int runs) {
        int workers = workers(runs);
        return "--on " + launcher.kind() + ", " + workers + (workers == 1 ? " worker" : " workers");
    }

    private int workers(int runs) {
        return workers(launcher.launcher(), runs);
    }

    /** Returns the number of workers for so many runs. */
    static int workers(WorkerLauncher launcher, int runs) {
        int threads = launcher.threads();
        return Math.max(1, Math.min(launcher.workers(), (runs + threads - 1) / threads));
    }

    /**
     * Makes runs, and returns when all are stored.
     *
     * @param predictions whether the predictions of classifiers for the test examples are stored
     * @throws WorkRefusedException if workers cannot be started; then nothing is submitted
     * @throws DetachedException if the settings ask for that
     * @throws WaitEndedException after a signal, or if workers end without making runs
     */
    public void make(RunLabels labels, List<Plan.Item> items, boolean predictions, RunCount progress)
            throws WorkRefusedException {
        WorkerLauncher workers = launcher.launcher();
        List<QueuedRun> runs = submitter.runs(labels, items, predictions);
        Path folder = settings.jobs().resolve(JobFolders.name(labels.plan()));
        LaunchRequest request = new LaunchRequest(
                workers.sharded() ? tasks(new Shards(folder), runs) : workers(runs.size()),
                runs.size(),
                settings.store(),
                folder,
                workers.bundled() ? Optional.of(folder.resolve("bundle")) : Optional.empty(),
                settings.detached(),
                settings.workArguments());
        List<String> problems = new ArrayList<>(workers.problems(request));
        if (workers.remote() && !workers.sharded() && !store.queue().keepsFiles()) {
            problems.add("workers on other machines cannot use the store " + settings.store() + ", which is a file; "
                    + workers.storeRemedy());
        }
        if (!problems.isEmpty()) {
            throw new WorkRefusedException(problems);
        }
        createFolder(folder);
        if (workers.sharded()) {
            share(new Shards(folder), request, labels, runs);
        } else if (request.bundle().isPresent()) {
            submitter.write(request.bundle().get(), labels, runs);
        }
        long job = submitter.submit(store.queue(), labels, workers.sharded() ? List.of() : runs);
        StartedWorkers started = new StartedWorkers(
                store, launcher, job, labels.planKey(), workers.sharded() ? request : request.forJob(job), err);
        if (started.alive() == 0) {
            started.begin(items.stream().map(Plan.Item::id).toList());
        } else {
            err.println("workers of an earlier command are still at work; this command waits for them");
        }
        if (settings.detached()) {
            throw new DetachedException(runs.size() + (runs.size() == 1 ? " run is" : " runs are")
                    + " submitted, and the workers are started."
                    + " 'engram status' shows them, 'engram cancel' ends them, and 'engram run' waits for the"
                    + " results and prints the comparison.");
        }
        StopSignal.Registration registration = StopSignal.register(started::stop);
        try (registration) {
            started.await(items.stream().map(Plan.Item::id).toList(), progress);
        }
    }

    private int tasks(Shards shards, List<QueuedRun> runs) throws WorkRefusedException {
        try {
            return shards.earlierTasks(runs).orElse(workers(runs.size()));
        } catch (IOException e) {
            throw new WorkRefusedException(e.getMessage());
        }
    }

    private void share(Shards shards, LaunchRequest request, RunLabels labels, List<QueuedRun> runs)
            throws WorkRefusedException {
        try {
            if (shards.earlierTasks(runs).isEmpty()) {
                submitter.write(request.bundle().orElseThrow(), labels, runs);
                shards.begin(request.workers());
            }
        } catch (IOException e) {
            throw new WorkRefusedException(
                    "the folder " + request.jobFolder() + " cannot be written: " + e.getMessage());
        }
    }

    private static void createFolder(Path folder) throws WorkRefusedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new WorkRefusedException("the folder " + folder + " cannot be created: " + e.getMessage());
        }
    }
}
