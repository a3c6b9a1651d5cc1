package dev.engram.spark.work;

import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.StoreException;
import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import dev.engram.spark.work.DriverAnswer.Next;
import dev.engram.spark.work.ExecutorMessage.Report;
import dev.engram.spark.work.ExecutorMessage.Start;
import dev.engram.spark.work.ExecutorMessage.Warning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of a job on their way: claimed in the store, handed out in batches, and stored when their results arrive. A
 * run can be made twice, by a second attempt of Spark or because an executor was lost; the first result is kept.
 */
final class RunSupply implements DriverSide {
    /** Tasks for each slot that are handed out: one in progress and one that waits. */
    private static final int TASKS_PER_SLOT = 2;

    private static final long POLL_MILLIS = 500;
    private static final Duration STOP_TIME = Duration.ofSeconds(20);

    private final ClaimedRuns claimed;
    private final ResultWriter writer;
    private final ShippedFiles files;
    private final DriverProgress progress;
    private final TaskSizes sizes = new TaskSizes();
    private final UnfinishedRuns runs;
    private boolean stopped;
    private String problem = "";

    RunSupply(
            ClaimedRuns claimed,
            ResultWriter writer,
            ShippedFiles files,
            RunBatch.Settings settings,
            DriverProgress progress) {
        this.claimed = claimed;
        this.writer = writer;
        this.files = files;
        this.progress = progress;
        runs = new UnfinishedRuns(settings);
    }

    @Override
    public byte[] job() {
        return files.job();
    }

    @Override
    public List<byte[]> take(int slots) {
        try {
            return next(slots);
        } catch (StoreException e) {
            fail(e.getMessage());
            return List.of();
        }
    }

    private List<byte[]> next(int slots) {
        claimed.register(slots);
        while (true) {
            int wanted = awaitFreeSlots(slots);
            if (wanted == 0) {
                return List.of();
            }
            List<QueuedRun> more = claimed.take(wanted);
            synchronized (this) {
                runs.add(more);
                List<byte[]> tasks = cut(slots);
                if (!tasks.isEmpty()) {
                    return tasks;
                }
            }
            if (isOver()) {
                return List.of();
            }
        }
    }

    /** Returns the number of runs to claim, at least 1; 0 if the work was stopped. */
    private synchronized int awaitFreeSlots(int slots) {
        look();
        while (!stopped && runs.openBatches() >= TASKS_PER_SLOT * slots) {
            await(POLL_MILLIS);
            look();
        }
        if (stopped) {
            long end = System.nanoTime() + STOP_TIME.toNanos();
            while (runs.openBatches() > 0 && System.nanoTime() < end) {
                await(POLL_MILLIS);
            }
            return 0;
        }
        int ahead = (TASKS_PER_SLOT + 1) * slots * sizes.size(claimed.waiting(), slots);
        return Math.max(1, ahead - runs.waiting());
    }

    /** Notices reasons to stop. */
    private void look() {
        if (claimed.cancelled()) {
            fail("the job was cancelled");
        }
        if (!writer.problem().isEmpty()) {
            fail(writer.problem());
        }
        stopped |= claimed.stopRequested();
    }

    /** Cuts the claimed runs into tasks for all slots. */
    private List<byte[]> cut(int slots) {
        List<byte[]> tasks = new ArrayList<>();
        int size = sizes.size(runs.waiting() + claimed.waiting(), slots);
        for (RunBatch batch : runs.cut(size, (TASKS_PER_SLOT + 1) * slots)) {
            batch.runs().forEach(files::need);
            tasks.add(batch.encode());
        }
        return tasks;
    }

    /** Returns whether nothing is left; otherwise waits a little for other processes, or for our own tasks. */
    private boolean isOver() {
        synchronized (this) {
            if (!runs.isEmpty()) {
                await(POLL_MILLIS);
                return false;
            }
        }
        writer.drain();
        if (claimed.noneLeft()) {
            return true;
        }
        synchronized (this) {
            await(POLL_MILLIS);
            return stopped;
        }
    }

    @Override
    public List<Path> newFiles() throws DriverException {
        return files.unpack();
    }

    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    @Override
    public synchronized void ended(List<byte[]> tasks) {
        for (byte[] task : tasks) {
            close(RunBatch.key(task));
        }
    }

    private void close(long key) {
        runs.close(key);
        notifyAll();
    }

    @Override
    public synchronized byte[] receive(byte[] message) {
        ExecutorMessage decoded = ExecutorMessage.decode(message);
        if (decoded instanceof Start s) {
            return DriverAnswer.encode(start(s));
        }
        if (decoded instanceof Warning w) {
            progress.warn(w.machine(), w.sentence());
            return DriverAnswer.encode(next(runs.isOpen(w.batch())));
        }
        return DriverAnswer.encode(report((Report) decoded));
    }

    /** Returns the runs that are needed, and from where they can continue. */
    private Map<String, Optional<byte[]>> start(Start message) {
        Map<String, Optional<byte[]>> needed = new LinkedHashMap<>();
        if (stopped || !runs.isOpen(message.batch())) {
            return needed;
        }
        runs.attempt(message.batch(), message.attempt()).ifPresent(run -> giveUp(run, message.machine()));
        List<QueuedRun> left = runs.left(message.batch());
        Map<String, byte[]> checkpoints =
                writer.checkpoints(left.stream().map(QueuedRun::id).toList());
        left.forEach(r -> needed.put(r.id(), Optional.ofNullable(checkpoints.get(r.id()))));
        return needed;
    }

    private void giveUp(QueuedRun run, String machine) {
        writer.giveUp(
                run,
                UnfinishedRuns.MOST_LOST_ATTEMPTS
                        + " executors ended while they made this run; their logs have the reason",
                machine);
        progress.ended(1);
    }

    private Next report(Report message) {
        sizes.measured(message.finished().size(), message.seconds());
        long batch = message.batch();
        boolean open = runs.isOpen(batch);
        for (FinishedRun finished : message.finished()) {
            Optional<QueuedRun> run = runs.ended(batch, finished.id());
            writer.result(run, finished, message.machine());
            if (run.isPresent()) {
                progress.ended(1);
            }
        }
        message.outOfMemory().forEach(id -> runs.retryAlone(batch, id));
        message.saved().ifPresent(s -> {
            runs.advanced(s.id());
            writer.checkpoint(s.id(), s.checkpoint());
        });
        if (message.over() && open) {
            close(batch);
        }
        progress.show(sizes.secondsPerRun());
        return next(open);
    }

    private Next next(boolean open) {
        if (stopped) {
            return Next.SAVE_AND_STOP;
        }
        return open ? Next.CONTINUE : Next.ABANDON;
    }

    @Override
    public synchronized void fail(String reason) {
        if (problem.isEmpty() && !stopped) {
            problem = reason;
        }
        stopped = true;
        notifyAll();
    }

    @Override
    public int finish() {
        writer.drain();
        synchronized (this) {
            look();
            return progress.finish(stopped, problem, writer.conflicts());
        }
    }

    @Override
    public void close() {
        writer.close();
        claimed.close();
        files.close();
    }
}
