package dev.engram.app.work;

import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.ExecutionStoppedException;
import dev.engram.app.execution.RunTask;
import dev.engram.app.execution.StopSignal;
import dev.engram.engine.bundle.Bundle;
import dev.engram.engine.bundle.FolderBundle;
import dev.engram.engine.bundle.QueuedRunReader;
import dev.engram.engine.bundle.StoreBundle;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Makes queued runs until none is left, a signal comes, or its time is over. Then it saves what it was making. */
public final class Worker {
    private final Store store;
    private final WorkerPlugins plugins;
    private final Function<Plugins, WorkerServices> services;
    private final Settings settings;
    private final IntFunction<ExecutionListener> listeners;
    private final List<String> refusals = new ArrayList<>();
    private volatile boolean stopped;
    private volatile Execution current;

    /**
     * Settings that change no result.
     *
     * @param execution the number of runs at a time, their time limit, and the time between checkpoints
     * @param stopAfter the time after which the worker saves its runs and stops; empty for none
     * @param idleLimit the longest time to wait for runs that other workers are making
     * @param job the only job to work for; empty for all
     */
    public record Settings(
            Execution.Settings execution, Optional<Duration> stopAfter, Duration idleLimit, OptionalLong job) {}

    /**
     * The end of the work.
     *
     * @param stopped whether a signal or the time limit ended it before the queue was empty
     * @param refusals reasons why runs of some jobs cannot be made by this worker
     */
    public record Result(boolean stopped, List<String> refusals) {}

    /**
     * Creates a worker.
     *
     * @param services creates the services over the plugins of a job
     * @param listeners creates a listener for so many runs
     */
    public Worker(
            Store store,
            WorkerPlugins plugins,
            Function<Plugins, WorkerServices> services,
            Settings settings,
            IntFunction<ExecutionListener> listeners) {
        this.store = store;
        this.plugins = plugins;
        this.services = services;
        this.settings = settings;
        this.listeners = listeners;
    }

    private void stop() {
        stopped = true;
        Execution execution = current;
        if (execution != null) {
            execution.stop();
        }
    }

    /** Work that a signal and the time limit can stop. */
    private interface Work {
        void run() throws WorkRefusedException, IOException;
    }

    private Result stoppable(Work work) throws WorkRefusedException, IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "time limit");
            thread.setDaemon(true);
            return thread;
        });
        StopSignal.Registration registration = StopSignal.register(this::stop);
        try (registration) {
            settings.stopAfter().ifPresent(d -> clock.schedule(this::stop, d.toMillis(), TimeUnit.MILLISECONDS));
            work.run();
        } catch (ExecutionStoppedException e) {
            stopped = true;
        } finally {
            clock.shutdownNow();
        }
        return new Result(stopped, List.copyOf(refusals));
    }

    /**
     * Makes the runs of the store's queue, job after job.
     *
     * @param folder files of the jobs, if they are not in the store
     */
    public Result workOnQueue(Optional<FolderBundle> folder) throws WorkRefusedException, IOException {
        return stoppable(() -> {
            Set<Long> finished = new HashSet<>();
            Optional<JobQueue.Job> job = nextJob(finished);
            while (job.isPresent() && !stopped) {
                finished.add(job.get().key());
                try {
                    work(job.get(), folder);
                } catch (WorkRefusedException e) {
                    refusals.addAll(e.lines());
                }
                job = nextJob(finished);
            }
        });
    }

    private Optional<JobQueue.Job> nextJob(Set<Long> finished) {
        return store.queue().jobs().stream()
                .filter(j -> j.remaining() > 0 && !finished.contains(j.key()))
                .filter(j -> settings.job().isEmpty() || settings.job().getAsLong() == j.key())
                .findFirst();
    }

    private void work(JobQueue.Job job, Optional<FolderBundle> folder) throws WorkRefusedException {
        Bundle bundle = folder.isPresent() ? folder.get() : new StoreBundle(job.submission(), store.queue());
        try (Plugins loaded = plugins.load(bundle)) {
            WorkerServices created = services.apply(loaded);
            int threads = settings.execution().workers();
            QueueSource source = new QueueSource(store, job, reader(created, bundle), threads, settings.idleLimit());
            try {
                execution(created).run(source, threads, listeners.apply(job.remaining()));
            } finally {
                source.settle();
            }
        }
    }

    /**
     * Makes every run of a folder whose number, modulo the number of tasks, is that of this task, and stores them in
     * the store of this worker.
     */
    public Result workOnShare(FolderBundle folder, int task, int tasks) throws WorkRefusedException, IOException {
        return stoppable(() -> {
            List<QueuedRun> all = folder.runs();
            QueuedPlan plan = folder.submission().plan();
            try (Plugins loaded = plugins.load(folder)) {
                WorkerServices created = services.apply(loaded);
                QueuedRunReader reader = reader(created, folder);
                long key = store.beginPlan(plan.suite(), plan.digest(), plan.overrides());
                List<RunTask> share = new ArrayList<>();
                for (int i = task; i < all.size(); i += tasks) {
                    share.add(new QueuedTask(all.get(i), RunLabel.of(all.get(i), key), reader));
                }
                if (!share.isEmpty() && !stopped) {
                    execution(created).run(share, listeners.apply(share.size()));
                }
            }
        });
    }

    private QueuedRunReader reader(WorkerServices created, Bundle bundle) {
        return new QueuedRunReader(created.reader(), bundle, plugins.files(), created.hashes()::of);
    }

    private Execution execution(WorkerServices created) {
        Execution execution = created.executions().create(store, settings.execution());
        current = execution;
        if (stopped) {
            execution.stop(); // the signal may have come just before
        }
        return execution;
    }
}
