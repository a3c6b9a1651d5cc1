package dev.engram.app.work;

import dev.engram.app.execution.StopSignal;
import dev.engram.app.launch.LaunchException;
import dev.engram.app.launch.LaunchRequest;
import dev.engram.app.launch.LaunchState;
import dev.engram.app.launch.Launched;
import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.WorkerLauncher;
import dev.engram.app.progress.RunCount;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        int threads = launcher.launcher().threads();
        return Math.max(1, Math.min(launcher.launcher().workers(), (runs + threads - 1) / threads));
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
            problems.add("workers on other machines cannot use the store " + settings.store()
                    + ", which is a file; give a PostgreSQL database with --store jdbc:postgresql://HOST/DATABASE");
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
        Started started = new Started(job, labels.planKey(), request);
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

    /** The workers of a job, and the wait for their runs. */
    private final class Started {
        private static final long POLL_INTERVAL_MILLIS = 300;
        /** Workers may be killed at any time, but workers that never make a run are not started for ever. */
        private static final int MAX_FRUITLESS_STARTS = 3;

        private final JobQueue queue = store.queue();
        private final WorkerLauncher workers = launcher.launcher();
        private final long job;
        private final long plan;
        private final LaunchRequest request;
        private int fruitlessStarts;
        private int leftAtStart = Integer.MAX_VALUE;
        private int aliveWhenAsked;
        private long askedAt;
        private volatile boolean stopped;

        Started(long job, long plan, LaunchRequest request) {
            this.askedAt = System.nanoTime() - workers.pollInterval().toNanos();
            this.job = job;
            this.plan = plan;
            this.request = request;
        }

        void stop() {
            stopped = true;
        }

        /** Returns the number of live workers, and forgets launches that are over. */
        int alive() {
            int alive = 0;
            for (JobQueue.Launch launch : queue.launches(job)) {
                int here = launcherOf(launch)
                        .map(l -> l.state(launch.handle()).alive())
                        .orElse(0);
                if (here == 0) {
                    queue.removeLaunch(launch.key());
                }
                alive += here;
            }
            return alive;
        }

        /** Returns the number of live workers, as of the last time when the launcher could be asked. */
        private int recentlyAlive() {
            long now = System.nanoTime();
            if (now - askedAt >= workers.pollInterval().toNanos()) {
                aliveWhenAsked = alive();
                askedAt = now;
            }
            return aliveWhenAsked;
        }

        private Optional<WorkerLauncher> launcherOf(JobQueue.Launch launch) {
            return launch.launcher().equals(launcher.kind())
                    ? Optional.of(workers)
                    : Launchers.ofKind(launch.launcher());
        }

        /** Starts workers, unless shards of an earlier command have all results. */
        void begin(List<String> ids) throws WorkRefusedException {
            mergeShards();
            if (left(ids) == 0) {
                return;
            }
            try {
                start(request.workers());
            } catch (WorkRefusedException e) {
                queue.cancel(job); // the next command submits the runs again
                throw e;
            }
        }

        void start(int number) throws WorkRefusedException {
            askedAt = System.nanoTime() - workers.pollInterval().toNanos();
            try {
                Launched launched = workers.start(request.withWorkers(number));
                queue.addLaunch(job, launcher.kind(), launched.handle(), number);
                err.println(launched.message());
            } catch (LaunchException e) {
                throw new WorkRefusedException(e.getMessage());
            }
        }

        void await(List<String> ids, RunCount progress) throws WorkRefusedException {
            int left = left(ids);
            leftAtStart = left;
            while (left > 0) {
                int alive = recentlyAlive();
                progress.update(ids.size() - left, alive);
                if (stopped) {
                    throw new WaitEndedException(stoppedMessage());
                }
                if (alive == 0) {
                    mergeShards();
                    left = left(ids);
                    restart(left);
                } else if (workers.replaceable()) {
                    replace(left, alive);
                }
                sleep();
                left = left(ids);
            }
            progress.update(ids.size(), 0);
            awaitWorkers();
        }

        private int left(List<String> ids) {
            if (workers.sharded()) {
                return ids.size() - store.done(ids).size();
            }
            return queue.jobs().stream()
                    .filter(j -> j.key() == job)
                    .mapToInt(JobQueue.Job::remaining)
                    .sum();
        }

        private void mergeShards() throws WorkRefusedException {
            try {
                if (workers.sharded()) {
                    new Shards(request.jobFolder()).mergeInto(store, plan);
                }
            } catch (IOException e) {
                throw new WorkRefusedException(
                        "the results of " + request.jobFolder() + " cannot be read: " + e.getMessage());
            }
        }

        private void restart(int left) throws WorkRefusedException {
            if (left == 0) {
                return;
            }
            fruitlessStarts = left < leftAtStart ? 0 : fruitlessStarts + 1;
            if (fruitlessStarts >= MAX_FRUITLESS_STARTS || stopped) {
                throw new WaitEndedException("the workers ended, and made none of the " + left
                        + " remaining runs; their output is in " + request.jobFolder());
            }
            leftAtStart = left;
            start(workers.sharded() ? request.workers() : Math.min(request.workers(), workers(left)));
        }

        /** Starts a worker for each that died, if there are runs that nobody has claimed. */
        private void replace(int left, int alive) throws WorkRefusedException {
            int free = left - store.claimed().size();
            int missing = Math.min(request.workers() - alive, free);
            if (missing > 0 && left < leftAtStart) {
                leftAtStart = left;
                start(missing);
            }
        }

        private void awaitWorkers() {
            for (int i = 0; i < 100 && workers.replaceable() && alive() > 0; i++) {
                sleep();
            }
        }

        private String stoppedMessage() {
            if (!workers.endsWithCommand()) {
                return "interrupted: the workers continue. Run the same command again to wait for them; 'engram status'"
                        + " shows them, and 'engram cancel' ends them.";
            }
            for (JobQueue.Launch launch : queue.launches(job)) {
                try {
                    workers.cancel(launch.handle());
                } catch (LaunchException e) {
                    err.println(e.getMessage());
                }
            }
            awaitWorkers();
            return "interrupted: completed runs are stored, and unfinished ones were saved. Run the same command again"
                    + " to continue.";
        }

        private void sleep() {
            try {
                Thread.sleep(POLL_INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }

    /** Returns the details of launches, for {@code engram status}. */
    public static List<String> lines(JobQueue queue, JobQueue.Job job) {
        return queue.launches(job.key()).stream()
                .flatMap(l -> {
                    Optional<LaunchState> state = Launchers.ofKind(l.launcher()).map(w -> w.state(l.handle()));
                    return Stream.concat(
                            Stream.of(l.launcher() + ": "
                                    + state.map(s -> s.running() + " running, " + s.waiting() + " waiting, " + s.ended()
                                                    + " ended")
                                            .orElse(l.workers() + " workers, whose state is not known")),
                            state.stream().flatMap(s -> s.lines().stream()).map(line -> "  " + line));
                })
                .toList();
    }
}
