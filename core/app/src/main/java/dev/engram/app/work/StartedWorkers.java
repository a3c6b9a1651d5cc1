package dev.engram.app.work;

import dev.engram.app.launch.LaunchException;
import dev.engram.app.launch.LaunchRequest;
import dev.engram.app.launch.LaunchState;
import dev.engram.app.launch.Launched;
import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.LogTail;
import dev.engram.app.launch.WorkerLauncher;
import dev.engram.app.progress.RunCount;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The workers of a job, and the wait for their runs. */
final class StartedWorkers {
    private static final long POLL_INTERVAL_MILLIS = 300;
    /** All runs are done, so that nothing but the end of the workers is left. */
    private static final long END_POLL_INTERVAL_MILLIS = 30;

    private static final int MOST_END_POLLS = 1000;
    /** Workers may be killed at any time, but workers that never make a run are not started for ever. */
    private static final int MAX_FRUITLESS_STARTS = 3;
    /** The job is cancelled for an obstacle only if this many questions in a row find one. */
    private static final int LASTING_OBSTACLES = 2;
    /** A worker with its own shard that has not refused its input by then has begun. */
    private static final long REFUSAL_GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Store store;
    private final JobQueue queue;
    private final Launchers.Found launcher;
    private final WorkerLauncher workers;
    private final long job;
    private final long plan;
    private final LaunchRequest request;
    private final PrintStream err;
    private int fruitlessStarts;
    private int leftAtStart = Integer.MAX_VALUE;
    private int leftAtFirst;
    /** The last lines of a worker that refused its input; empty if none did. */
    private List<String> refusal = List.of();

    /** Why none of the workers that are left can ever start; empty if they can. */
    private Optional<String> obstacle = Optional.empty();

    /** Questions in a row that were answered with an obstacle. */
    private int obstacles;

    private OptionalLong refusedAt = OptionalLong.empty();
    private boolean refusalShown;
    private int aliveWhenAsked;
    private long askedAt;
    private volatile boolean stopped;

    /**
     * Prepares the wait.
     *
     * @param job key of the job in the store
     * @param plan key of its plan
     * @param err the stream for messages
     */
    StartedWorkers(Store store, Launchers.Found launcher, long job, long plan, LaunchRequest request, PrintStream err) {
        this.store = store;
        this.launcher = launcher;
        this.err = err;
        queue = store.queue();
        workers = launcher.launcher();
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
        int blocked = 0;
        obstacle = Optional.empty();
        for (JobQueue.Launch launch : queue.launches(job)) {
            Optional<LaunchState> state = launcherOf(launch).map(l -> l.state(launch.handle()));
            int here = state.map(LaunchState::alive).orElse(0);
            state.map(LaunchState::refusal).filter(r -> !r.isEmpty()).ifPresent(r -> refusal = r);
            if (state.flatMap(LaunchState::obstacle).isPresent()) {
                obstacle = state.get().obstacle();
                blocked += here;
            }
            if (here == 0) {
                queue.removeLaunch(launch.key());
            }
            alive += here;
        }
        if (blocked < alive) {
            obstacle = Optional.empty(); // the other workers make the runs
        }
        return alive;
    }

    /** Returns the number of live workers, as of the last time when the launcher could be asked. */
    private int recentlyAlive() {
        long now = System.nanoTime();
        if (now - askedAt >= workers.pollInterval().toNanos()) {
            aliveWhenAsked = alive();
            obstacles = obstacle.isPresent() ? obstacles + 1 : 0;
            askedAt = now;
        }
        return aliveWhenAsked;
    }

    private Optional<WorkerLauncher> launcherOf(JobQueue.Launch launch) {
        return launch.launcher().equals(launcher.kind()) ? Optional.of(workers) : Launchers.ofKind(launch.launcher());
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
        refusal = List.of(); // that of an earlier launch says nothing about these workers
        refusedAt = OptionalLong.empty();
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
        leftAtFirst = left;
        while (left > 0) {
            int alive = recentlyAlive();
            progress.update(ids.size() - left, alive);
            if (stopped) {
                throw new RemoteRuns.WaitEndedException(stoppedMessage());
            }
            if (alive == 0) {
                mergeShards();
                left = left(ids);
                checkRefusal(left, 0);
                restart(left);
            } else {
                checkObstacle();
                checkRefusal(left, alive);
                replace(left, alive);
            }
            sleep(POLL_INTERVAL_MILLIS);
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
            throw new RemoteRuns.WaitEndedException("the workers ended, and made none of the " + left
                    + " remaining runs; their output is in " + request.jobFolder() + lastLines());
        }
        leftAtStart = left;
        start(workers.sharded() ? request.workers() : Math.min(request.workers(), RemoteRuns.workers(workers, left)));
    }

    /** Returns the last lines of the worker that printed last, as further lines of a message. */
    private String lastLines() {
        return LogTail.latest(request.jobFolder())
                .map(log -> "\n  " + request.jobFolder().relativize(log) + ":\n    "
                        + String.join("\n    ", LogTail.lines(log)))
                .orElse("");
    }

    /** Ends the wait if it would never end: an obstacle that is seen once may pass. */
    private void checkObstacle() throws WorkRefusedException {
        if (obstacles >= LASTING_OBSTACLES) {
            cancel();
            throw new WorkRefusedException(obstacle.get() + ". The job was cancelled");
        }
    }

    /**
     * Ends the wait if a worker refused its input, such as a store that it cannot reach, before any worker has begun.
     * The others would refuse it too.
     */
    private void checkRefusal(int left, int alive) throws WorkRefusedException {
        if (refusal.isEmpty() || refusalShown || mayStillRefuse(alive)) {
            return;
        }
        refusalShown = true;
        boolean begun = left < leftAtFirst
                || alive > 0 && workers.sharded()
                || !store.claimed().isEmpty();
        if (begun) {
            err.println("a worker did not start" + (alive > 0 ? ", and the others continue:" : ":"));
            refusal.forEach(l -> err.println("  " + l));
            return;
        }
        cancel();
        List<String> lines = new ArrayList<>();
        lines.add("the first worker did not start, so all were cancelled, and no run was made:");
        refusal.forEach(l -> lines.add("  " + l));
        throw new WorkRefusedException(String.join("\n", lines));
    }

    /** Whether other workers may be about to refuse their input too; their shards cannot be read while they live. */
    private boolean mayStillRefuse(int alive) {
        if (refusedAt.isEmpty()) {
            refusedAt = OptionalLong.of(System.nanoTime());
        }
        return workers.sharded() && alive > 0 && System.nanoTime() - refusedAt.getAsLong() < REFUSAL_GRACE_NANOS;
    }

    private void cancel() {
        for (JobQueue.Launch launch : queue.launches(job)) {
            try {
                workers.cancel(launch.handle());
            } catch (LaunchException e) {
                err.println(e.getMessage());
            }
        }
    }

    /** Starts a worker for each that died, if there are runs that nobody has claimed. */
    private void replace(int left, int alive) throws WorkRefusedException {
        if (!workers.replaceable()) {
            return;
        }
        int dead = request.workers() - alive;
        if (dead <= 0 || left >= leftAtStart) {
            return;
        }
        int missing = Math.min(dead, left - store.claimed().size());
        if (missing > 0) {
            leftAtStart = left;
            start(missing);
        }
    }

    private void awaitWorkers() {
        for (int i = 0; i < MOST_END_POLLS && workers.replaceable() && alive() > 0; i++) {
            sleep(END_POLL_INTERVAL_MILLIS);
        }
    }

    private String stoppedMessage() {
        if (!workers.endsWithCommand()) {
            return "interrupted: the workers continue. Run the same command again to wait for them; 'engram status'"
                    + " shows them, and 'engram cancel' ends them.";
        }
        cancel();
        awaitWorkers();
        return "interrupted: completed runs are stored, and unfinished ones were saved. Run the same command again"
                + " to continue.";
    }

    private void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
