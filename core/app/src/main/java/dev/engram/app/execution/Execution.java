package dev.engram.app.execution;

import dev.engram.app.logging.RunName;
import dev.engram.app.time.TimeLimit;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.text.ExceptionText;
import dev.engram.engine.train.RunListener.RunCancelledException;
import dev.engram.engine.train.Runner;
import dev.engram.engine.transfer.BatchSaver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes runs, several at a time, and stores them. Other processes may work on the same suite at the same time. */
public final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    /** A sixth of the lease of a claim. */
    private static final long RENEWAL_SECONDS = 10;

    private final Runner runner;
    private final Store store;
    private final SortedMap<String, String> provenance;
    private final CheckpointFingerprint fingerprint;
    private final Settings settings;
    private final Set<StoredRunListener> running = ConcurrentHashMap.newKeySet();
    /** Runs that ran out of memory while others were in progress. */
    private final Queue<RunTask> outOfMemory = new ConcurrentLinkedQueue<>();
    /** Runs that a signal ended, by whether they have a checkpoint. */
    private final AtomicInteger saved = new AtomicInteger();

    private final AtomicInteger unsaved = new AtomicInteger();
    private volatile boolean stopped;
    /** The source that runs are taken from at present. */
    private volatile RunSource current;

    Execution(Runner runner, Store store, Map<String, String> provenance, Settings settings) {
        this.runner = runner;
        this.store = store;
        this.provenance = new TreeMap<>(provenance);
        fingerprint = new CheckpointFingerprint(provenance);
        this.settings = settings;
    }

    /**
     * Settings that change no result.
     *
     * @param parallelism concurrent runs and their threads
     * @param timeLimit the time limit of a run; empty for none
     * @param checkpointInterval the time between the checkpoints of a run
     */
    public record Settings(Parallelism parallelism, Optional<Duration> timeLimit, Duration checkpointInterval) {
        /** Settings whose runs share the cores that are not needed for others. */
        public Settings(int workers, Optional<Duration> timeLimit, Duration checkpointInterval) {
            this(
                    Parallelism.of(Runtime.getRuntime().availableProcessors(), Optional.of(workers), Optional.empty()),
                    timeLimit,
                    checkpointInterval);
        }

        /** Returns the number of concurrent runs. */
        public int workers() {
            return parallelism.workers();
        }
    }

    /**
     * Makes all runs of a list that no other process makes, and waits for those of others.
     *
     * @throws StoreException if a run could not be stored, which stops all runs
     * @throws ExecutionStoppedException after a stop signal
     */
    public void run(List<? extends RunTask> tasks, ExecutionListener listener) {
        run(new RunQueue(store, tasks), Math.min(settings.workers(), tasks.size()), listener);
    }

    /**
     * Makes all runs of a source. A run that throws an exception or exceeds the time limit is stored as failed and does
     * not stop the others. Runs that ran out of memory are tried again at the end, one by one, because only a run that
     * is alone shows whether it needs too much. Interrupts of threads are ignored, because a component can interrupt
     * any thread; {@link StopSignal} ends an execution.
     *
     * @param workers the number of threads
     * @throws StoreException if a run could not be stored, which stops all runs
     * @throws ExecutionStoppedException after a stop signal
     */
    public void run(RunSource source, int workers, ExecutionListener listener) {
        ScheduledExecutorService scheduler =
                Executors.newSingleThreadScheduledExecutor(task -> daemonThread(task, "clock"));
        long checkpoints = settings.checkpointInterval().toMillis();
        scheduler.scheduleAtFixedRate(this::renewLeases, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
        scheduler.scheduleAtFixedRate(
                () -> running.forEach(StoredRunListener::requestCheckpoint),
                checkpoints,
                checkpoints,
                TimeUnit.MILLISECONDS);
        StopSignal.Registration registration = StopSignal.register(this::stop);
        try (registration) {
            runAll(source, workers, listener);
            List<RunTask> again = List.copyOf(outOfMemory);
            if (!again.isEmpty() && !stopped) {
                LOG.info("{} runs that ran out of memory are tried again, one by one", again.size());
                runAll(new RunQueue(store, again), 1, listener);
                again.forEach(source::stored);
            }
        } finally {
            scheduler.shutdownNow();
        }
        if (stopped) {
            throw new ExecutionStoppedException(saved.get(), unsaved.get());
        }
    }

    /** Ends all runs after their next step, with checkpoints, and starts no more. Returns at once. */
    public void stop() {
        stopped = true;
        running.forEach(StoredRunListener::stop);
        RunSource source = current;
        if (source != null) {
            source.close();
        }
    }

    private void runAll(RunSource source, int workers, ExecutionListener listener) {
        current = source;
        if (stopped) {
            source.close(); // the signal may have come just before this source was set
        }
        AtomicInteger names = new AtomicInteger();
        ExecutorService pool =
                Executors.newFixedThreadPool(workers, task -> daemonThread(task, "worker-" + names.incrementAndGet()));
        BatchSaver saver = BatchSaver.start(store);
        try (saver) {
            ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < workers; i++) {
                done.submit(() -> {
                    RunTask task = source.next(listener);
                    while (task != null) {
                        runOne(source, task, saver, workers, listener);
                        task = stopped ? null : source.next(listener);
                    }
                    return null;
                });
            }
            for (int i = 0; i < workers; i++) {
                awaitWorker(takeUninterruptibly(done));
            }
        } finally {
            source.close();
            pool.shutdown();
        }
    }

    private static Thread daemonThread(Runnable task, String name) {
        Thread t = new Thread(task, name);
        t.setDaemon(true);
        return t;
    }

    private void renewLeases() {
        try {
            store.renew();
        } catch (StoreException | OutOfMemoryError e) {
            LOG.info("the claims could not be renewed", e); // the next attempt is soon enough
        }
    }

    private static Future<Void> takeUninterruptibly(ExecutorCompletionService<Void> done) {
        while (true) {
            try {
                return done.take();
            } catch (InterruptedException e) {
                LOG.info("an interrupt of the main thread is ignored");
            }
        }
    }

    private static void awaitWorker(Future<Void> worker) {
        try {
            worker.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a worker that has ended need not be awaited", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException s) {
                throw s;
            }
            throw new IllegalStateException("a worker stopped", e.getCause());
        }
    }

    private void runOne(RunSource source, RunTask task, BatchSaver saver, int workers, ExecutionListener listener) {
        StoredRunListener storedRunListener =
                new StoredRunListener(task, store, fingerprint.of(task.id()), source.mayHaveCheckpoint(task), listener);
        RunName.set(task.name());
        running.add(storedRunListener);
        if (stopped) {
            storedRunListener.stop(); // the signal may have come just before this run was added
        }
        int threads = settings.parallelism().threads(workers);
        ThreadTeam team = new ThreadTeam(threads, Thread.currentThread().getName() + "-helper-");
        try (team) {
            LOG.info("started: {}", task.id());
            Run run = trainOrFail(task, storedRunListener, team, workers > 1);
            if (run != null) {
                saver.save(
                        task.keepsPredictions() ? run : run.withoutPredictions(),
                        task.label(),
                        () -> announce(source, task, run, listener));
            }
        } catch (OutOfMemoryError e) {
            if (workers == 1) {
                throw e;
            }
            outOfMemory.add(task);
        } finally {
            running.remove(storedRunListener);
            RunName.clear();
        }
    }

    private static void announce(RunSource source, RunTask task, Run run, ExecutionListener listener) {
        RunName.set(task.name());
        source.stored(task);
        LOG.info(
                "{}{} after {} steps, parameters {}",
                run.outcome().word(),
                run.reason().isEmpty() ? "" : " (" + run.reason() + ")",
                run.cost().steps(),
                run.hash());
        listener.ended(task, run);
        RunName.clear();
    }

    /** Returns the run; null if it was stopped, or is to be tried again alone. */
    private Run trainOrFail(RunTask task, StoredRunListener storedRunListener, ThreadTeam team, boolean concurrent) {
        String reason;
        try {
            return TimeLimit.call("run " + task.name(), settings.timeLimit(), () -> {
                RunName.set(task.name());
                return toRun(task, runner.run(task.resolve(), storedRunListener, team));
            });
        } catch (TimeLimit.TimeLimitExceededException e) {
            storedRunListener.cancel();
            reason = e.getMessage();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException s) {
                throw s;
            }
            if (stopped && e.getCause() instanceof RunCancelledException) {
                (storedRunListener.isSaved() ? saved : unsaved).incrementAndGet();
                LOG.info(
                        "stopped by a signal, {} a checkpoint: {}",
                        storedRunListener.isSaved() ? "with" : "without",
                        e.getCause().getMessage());
                store.release(task.id());
                return null;
            }
            // Whatever a component throws ends only its own run. The run records the reason, the log the stack trace.
            LOG.info("failed", ExceptionText.copy(e.getCause()));
            if (concurrent && FailureCause.isMemory(e.getCause())) {
                outOfMemory.add(task);
                return null;
            }
            reason = FailureCause.text(e.getCause());
        }
        return toRun(task, RunResult.failed(reason, storedRunListener.lastStep()));
    }

    /** Returns a result as a run, with the time and the circumstances in which it was made. */
    private Run toRun(RunTask task, RunResult result) {
        RunLabel label = task.label();
        Map<String, String> ended = new TreeMap<>(provenance);
        ended.put(Run.ENDED, Run.endedAt(Instant.now()));
        return new Run(task.id(), label.suite(), label.cell(), task.seed(), task.spec(), ended, result);
    }
}
