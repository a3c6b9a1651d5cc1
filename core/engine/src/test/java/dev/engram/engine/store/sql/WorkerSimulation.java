package dev.engram.engine.store.sql;

import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many workers on one store that sleep instead of training: each is a thread with its own connection, which takes runs
 * from a queue, renews its claims and stores results, as {@code engram work} does.
 */
final class WorkerSimulation {
    /** As often as an execution renews its claims. */
    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Measurements of a run, as many as thirty epochs have with three metrics. */
    private static final int MEASUREMENTS = 100;

    /** Runs of each worker before the measurement: its server process then knows the definitions of the tables. */
    private static final int WARM_UP = 1;

    private final String url;
    private final int workers;
    private final long runNanos;
    private final long nanos;
    private final Latencies claims = new Latencies();
    private final Latencies saves = new Latencies();
    private final Latencies renewals = new Latencies();
    private final Set<String> saved = ConcurrentHashMap.newKeySet();

    private WorkerSimulation(String url, int workers, double runSeconds, double seconds) {
        this.url = url;
        this.workers = workers;
        runNanos = (long) (runSeconds * 1e9);
        nanos = (long) (seconds * 1e9);
    }

    /** The durations of one kind of operation. */
    private static final class Latencies {
        private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

        void measure(boolean measured, Runnable operation) {
            long start = System.nanoTime();
            operation.run();
            if (measured) {
                nanos.add(System.nanoTime() - start);
            }
        }

        Rate rate(double seconds) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Rate(sorted.length / seconds, quantile(sorted, 0.5), quantile(sorted, 0.99));
        }

        private static double quantile(long[] sorted, double q) {
            return sorted.length == 0 ? 0 : sorted[(int) (q * (sorted.length - 1))] / 1e6;
        }
    }

    /**
     * The rate of one kind of operation.
     *
     * @param perSecond operations per second
     * @param median median duration in milliseconds
     * @param slow duration in milliseconds that one of a hundred exceeds
     */
    record Rate(double perSecond, double median, double slow) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f/s, %.1f ms, %.0f ms", perSecond, median, slow);
        }
    }

    /**
     * The result of a simulation.
     *
     * @param demanded runs per second if the store took no time
     * @param runs runs that were stored, each counted once
     */
    record Result(int workers, double runSeconds, double demanded, int runs, Rate claims, Rate saves, Rate renewals) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %d | %.2f s | %.0f/s | %s | %s | %s |",
                    workers,
                    runSeconds,
                    demanded,
                    claims,
                    saves,
                    renewals);
        }
    }

    /**
     * Lets workers make runs for some time.
     *
     * @param runSeconds mean duration of a run
     * @param seconds duration of the measurement, after all workers are connected
     */
    static Result run(String url, int workers, double runSeconds, double seconds) throws Exception {
        return new WorkerSimulation(url, workers, runSeconds, seconds).run();
    }

    private Result run() throws Exception {
        double seconds = nanos / 1e9;
        double demanded = workers * 1e9 / Math.max(runNanos, 1_000_000);
        long job = submit((int) Math.min((WARM_UP + 1) * workers + 1.2 * seconds * demanded, 200_000));
        CountDownLatch connected = new CountDownLatch(workers);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    try (Store store = Stores.openForWorker(url)) {
                        work(store, number, job, connected);
                    } finally {
                        connected.countDown(); // the others wait even for a worker that fails
                    }
                    return null;
                }));
            }
            for (Future<Void> worker : all) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return new Result(
                workers,
                runNanos / 1e9,
                demanded,
                saved.size(),
                claims.rate(seconds),
                saves.rate(seconds),
                renewals.rate(seconds));
    }

    private long submit(int runs) {
        QueuedCell cell = new QueuedCell(
                "suite", "cell", Map.of("rule", "backprop"), OptionalInt.empty(), "spec", List.of(), false);
        try (Store store = Stores.open(url)) {
            long plan = store.beginPlan("suite", "digest", "");
            return store.queue()
                    .submit(
                            new Submission("1", new QueuedPlan("suite", "digest", ""), List.of()),
                            plan,
                            IntStream.range(0, runs)
                                    .mapToObj(i -> new QueuedRun(RunFixtures.id(i), cell, i))
                                    .toList());
        }
    }

    private void work(Store store, int number, long job, CountDownLatch connected) throws InterruptedException {
        List<String> stored = List.of();
        for (int i = 0; i < WARM_UP; i++) {
            stored = makeRun(store, job, stored, Long.MAX_VALUE, 0);
        }
        connected.countDown();
        connected.await();
        Random random = new Random(number);
        long end = System.nanoTime() + nanos;
        sleep(store, (long) (random.nextDouble() * runNanos), end, System.nanoTime());
        while (System.nanoTime() < end) {
            stored = makeRun(store, job, stored, end, (long) ((0.5 + random.nextDouble()) * runNanos));
        }
    }

    /** Makes a run, unless the simulation ends before; returns its id. The first runs of a worker are not measured. */
    private List<String> makeRun(Store store, long job, List<String> stored, long end, long duration)
            throws InterruptedException {
        boolean measured = end < Long.MAX_VALUE;
        List<QueuedRun> claimed = new ArrayList<>();
        claims.measure(measured, () -> claimed.addAll(store.queue().claim(job, 1, stored)));
        if (claimed.isEmpty() || !sleep(store, duration, end, System.nanoTime())) {
            return List.of();
        }
        QueuedRun run = claimed.get(0);
        saves.measure(measured, () -> store.save(result(run.id()), RunLabel.of(run, 1)));
        if (!saved.add(run.id())) {
            throw new IllegalStateException(run.id() + " was made twice");
        }
        return List.of(run.id());
    }

    /** Sleeps for the duration of a run, and renews the claim; returns false if the simulation ended meanwhile. */
    private boolean sleep(Store store, long duration, long end, long start) throws InterruptedException {
        long until = start + duration;
        for (long renewal = start + RENEWAL_NANOS; renewal < Math.min(until, end); renewal += RENEWAL_NANOS) {
            TimeUnit.NANOSECONDS.sleep(renewal - System.nanoTime());
            renewals.measure(true, store::renew);
        }
        TimeUnit.NANOSECONDS.sleep(Math.min(until, end) - System.nanoTime());
        return until < end;
    }

    private static Run result(String id) {
        Measurement[] measurements = new Measurement[MEASUREMENTS];
        Arrays.setAll(measurements, i -> new Measurement(i, i / 10.0, "test", "metric" + i % 3, 1.0 / (i + 1)));
        return new Run(
                id,
                "suite",
                "cell",
                Long.parseLong(id, 16),
                "spec",
                Map.of("engram", "1", "java", "17", "jvm", "a", "os", "b", "cpu", "c", "host", "d"),
                new RunResult(
                        Outcome.FINISHED, "", "cafe", new Cost(100, 3200, 1, 1_000_000, 4096), List.of(measurements)));
    }
}
