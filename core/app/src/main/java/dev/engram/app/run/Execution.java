package dev.engram.app.run;

import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.time.TimeLimit;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.Runner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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

/** Carries out runs, each on one thread, and keeps what they leave behind. Other processes may do the same beside it. */
public final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    /** Six times within the lease of a claim. */
    private static final long RENEWAL_SECONDS = 10;

    private final Runner runner;
    private final Store store;
    private final Map<String, String> provenance;
    private final Settings settings;
    private final Set<StoredRunListener> running = ConcurrentHashMap.newKeySet();
    /** Runs that a full memory ended while others were under way. */
    private final Queue<Plan.Item> outOfMemory = new ConcurrentLinkedQueue<>();

    Execution(Runner runner, Store store, Map<String, String> provenance, Settings settings) {
        this.runner = runner;
        this.store = store;
        this.provenance = provenance;
        this.settings = settings;
    }

    /**
     * What changes no result.
     *
     * @param workers runs under way at one time
     * @param timeLimit time that a run may take; empty: as long as it needs
     * @param checkpointInterval time between the checkpoints of a run
     * @param predictions is it kept what classifiers said of each test example?
     */
    public record Settings(
            int workers, Optional<Duration> timeLimit, Duration checkpointInterval, boolean predictions) {
        /** The same as a suite wants it. */
        public Settings withPredictions(boolean keepPredictions) {
            return new Settings(workers, timeLimit, checkpointInterval, keepPredictions);
        }
    }

    /**
     * Runs all items that no other process runs, and waits for the others. A run that throws, or takes longer than the
     * limit, is recorded as failed and does not stop the others; a store that cannot keep a run stops them all. Runs that
     * a full memory ended are tried again at the end, one by one: whose fault it was is only seen when a run is alone.
     *
     * @throws StoreException where a run could not be kept
     */
    public void run(String suite, List<Plan.Item> items, ExecutionListener listener) throws InterruptedException {
        ScheduledExecutorService scheduler =
                Executors.newSingleThreadScheduledExecutor(task -> daemonThread(task, "clock"));
        long checkpoints = settings.checkpointInterval().toMillis();
        scheduler.scheduleAtFixedRate(this::renewLeases, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
        scheduler.scheduleAtFixedRate(
                () -> running.forEach(StoredRunListener::requestCheckpoint),
                checkpoints,
                checkpoints,
                TimeUnit.MILLISECONDS);
        try {
            int workers = Math.min(settings.workers(), items.size());
            runAll(suite, new RunQueue(store, items), workers, listener);
            List<Plan.Item> again = List.copyOf(outOfMemory);
            if (!again.isEmpty()) {
                LOG.info("{} runs for which the memory was too small are tried again, one by one", again.size());
                runAll(suite, new RunQueue(store, again), 1, listener);
            }
        } finally {
            scheduler.shutdownNow();
        }
    }

    private void runAll(String suite, RunQueue runQueue, int workers, ExecutionListener listener)
            throws InterruptedException {
        AtomicInteger names = new AtomicInteger();
        ExecutorService pool =
                Executors.newFixedThreadPool(workers, task -> daemonThread(task, "worker-" + names.incrementAndGet()));
        try {
            ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < workers; i++) {
                done.submit(() -> {
                    for (Plan.Item item = runQueue.next(listener); item != null; item = runQueue.next(listener)) {
                        runOne(suite, item, workers > 1, listener);
                    }
                    return null;
                });
            }
            for (int i = 0; i < workers; i++) {
                awaitWorker(done.take());
            }
        } finally {
            pool.shutdownNow();
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
            LOG.info("the claims were not renewed", e); // the next time comes soon enough
        }
    }

    private static void awaitWorker(Future<Void> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException s) {
                throw s;
            }
            throw new IllegalStateException("a worker stopped", e.getCause());
        }
    }

    private void runOne(String suite, Plan.Item item, boolean concurrent, ExecutionListener listener)
            throws InterruptedException {
        StoredRunListener storedRunListener = new StoredRunListener(item, store, listener);
        LoggingConfigurator.setRun(item.name());
        running.add(storedRunListener);
        try {
            LOG.info("started: {}", item.id());
            Run run = trainOrFail(suite, item, storedRunListener, concurrent);
            if (run != null) {
                store.save(settings.predictions() ? run : run.withoutPredictions());
                LOG.info(
                        "{}{} after {} steps, parameters {}",
                        run.outcome().word(),
                        run.reason().isEmpty() ? "" : " (" + run.reason() + ")",
                        run.cost().steps(),
                        run.hash());
                listener.ended(item, run);
            }
        } catch (OutOfMemoryError e) {
            if (!concurrent) {
                throw e;
            }
            outOfMemory.add(item);
        } finally {
            running.remove(storedRunListener);
            LoggingConfigurator.clearRun();
        }
    }

    /** Null where the run is to be tried again when it is alone. */
    private Run trainOrFail(String suite, Plan.Item item, StoredRunListener storedRunListener, boolean concurrent)
            throws InterruptedException {
        Runner.RunId runId = new Runner.RunId(item.id(), suite, item.cell().name(), item.seed());
        String reason;
        try {
            return TimeLimit.call("run " + item.name(), settings.timeLimit(), () -> {
                LoggingConfigurator.setRun(item.name());
                return runner.run(runId, item.cell().spec(), provenance, storedRunListener);
            });
        } catch (TimeLimit.TimeLimitExceededException e) {
            storedRunListener.cancel();
            reason = e.getMessage();
        } catch (ExecutionException e) {
            // Whatever a component throws: its fault ends its own run, with the reason on record; the log has the whole
            // story.
            LOG.info("failed", e.getCause());
            if (e.getCause() instanceof StoreException s) {
                throw s;
            }
            if (concurrent && causedByMemory(e)) {
                outOfMemory.add(item);
                return null;
            }
            reason = reason(e.getCause());
        }
        return new Run(
                runId.id(),
                suite,
                runId.cell(),
                runId.seed(),
                item.cell().spec().text(),
                Outcome.FAILED,
                reason,
                "",
                new Cost(storedRunListener.lastStep(), 0, 0, 0, 0),
                provenance,
                List.of());
    }

    private static boolean causedByMemory(Throwable e) {
        return e != null && (e instanceof OutOfMemoryError || causedByMemory(e.getCause()));
    }

    /** What was thrown, and where: enough to find it in a stranger's component. */
    static String reason(Throwable e) {
        String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        String says = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().replace('\0', ' '); // which not every database takes
        return e.getClass().getSimpleName() + says + at;
    }
}
