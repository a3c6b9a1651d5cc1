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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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
    /** A run whose executors ended this often is likely to be the reason. */
    static final int MOST_LOST_ATTEMPTS = 8;

    private static final long POLL_MILLIS = 500;
    private static final Duration STOP_TIME = Duration.ofSeconds(20);

    private final ClaimedRuns claimed;
    private final ResultWriter writer;
    private final ShippedFiles files;
    private final RunBatch.Settings settings;
    private final DriverProgress progress;
    private final TaskSizes sizes = new TaskSizes();
    private final Deque<QueuedRun> pending = new ArrayDeque<>();
    /** Runs that ran out of memory next to others. */
    private final Deque<QueuedRun> alone = new ArrayDeque<>();

    private final Map<Long, OpenBatch> open = new LinkedHashMap<>();
    private final Map<String, Integer> lostAttempts = new HashMap<>();
    private long batches;
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
        this.settings = settings;
        this.progress = progress;
    }

    /** A batch that was handed out. */
    private static final class OpenBatch {
        private final List<QueuedRun> left;
        private int attempts;

        OpenBatch(List<QueuedRun> runs) {
            left = new ArrayList<>(runs);
        }
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
                pending.addAll(more);
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
        while (!stopped && open.size() >= TASKS_PER_SLOT * slots) {
            await(POLL_MILLIS);
            look();
        }
        if (stopped) {
            long end = System.nanoTime() + STOP_TIME.toNanos();
            while (!open.isEmpty() && System.nanoTime() < end) {
                await(POLL_MILLIS);
            }
            return 0;
        }
        int ahead = (TASKS_PER_SLOT + 1) * slots * sizes.size(claimed.waiting(), slots);
        return Math.max(1, ahead - pending.size());
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
        int size = sizes.size(pending.size() + claimed.waiting(), slots);
        while (!pending.isEmpty() && open.size() < (TASKS_PER_SLOT + 1) * slots) {
            List<QueuedRun> runs = new ArrayList<>();
            while (runs.size() < size && !pending.isEmpty()) {
                runs.add(pending.poll());
            }
            tasks.add(open(runs, false));
        }
        if (tasks.isEmpty() && open.isEmpty() && !alone.isEmpty()) {
            tasks.add(open(List.of(alone.poll()), true));
        }
        return tasks;
    }

    private byte[] open(List<QueuedRun> runs, boolean nothingElse) {
        RunBatch batch = new RunBatch(batches++, nothingElse, settings, runs);
        open.put(batch.key(), new OpenBatch(runs));
        runs.forEach(files::need);
        return batch.encode();
    }

    /** Returns whether nothing is left; otherwise waits a little for other processes, or for our own tasks. */
    private boolean isOver() {
        synchronized (this) {
            if (!open.isEmpty() || !pending.isEmpty() || !alone.isEmpty()) {
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
        OpenBatch batch = open.remove(key);
        if (batch != null) {
            batch.left.forEach(pending::addFirst);
        }
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
            return DriverAnswer.encode(next(open.get(w.batch())));
        }
        return DriverAnswer.encode(report((Report) decoded));
    }

    /** Returns the runs that are needed, and from where they can continue. */
    private Map<String, Optional<byte[]>> start(Start message) {
        Map<String, Optional<byte[]>> needed = new LinkedHashMap<>();
        OpenBatch batch = open.get(message.batch());
        if (batch == null || stopped) {
            return needed;
        }
        if (message.attempt() > batch.attempts) {
            batch.attempts = message.attempt();
            suspectFirst(batch, message.machine());
        }
        Map<String, byte[]> checkpoints =
                writer.checkpoints(batch.left.stream().map(QueuedRun::id).toList());
        batch.left.forEach(r -> needed.put(r.id(), Optional.ofNullable(checkpoints.get(r.id()))));
        return needed;
    }

    /** Notes that an attempt ended in the first run that is left; gives that run up if this happens often. */
    private void suspectFirst(OpenBatch batch, String machine) {
        if (batch.left.isEmpty()) {
            return;
        }
        QueuedRun first = batch.left.get(0);
        if (lostAttempts.merge(first.id(), 1, Integer::sum) >= MOST_LOST_ATTEMPTS) {
            batch.left.remove(0);
            writer.giveUp(
                    first,
                    MOST_LOST_ATTEMPTS + " executors ended while they made this run; their logs have the reason",
                    machine);
            progress.ended(1);
        }
    }

    private Next report(Report message) {
        sizes.measured(message.finished().size(), message.seconds());
        OpenBatch batch = open.get(message.batch());
        for (FinishedRun finished : message.finished()) {
            QueuedRun run = batch == null ? null : remove(batch, finished.id());
            writer.result(Optional.ofNullable(run), finished, message.machine());
            if (run != null) {
                progress.ended(1);
            }
        }
        if (batch != null) {
            for (String id : message.outOfMemory()) {
                QueuedRun run = remove(batch, id);
                if (run != null) {
                    alone.add(run);
                }
            }
        }
        message.saved().ifPresent(s -> {
            lostAttempts.remove(s.id());
            writer.checkpoint(s.id(), s.checkpoint());
        });
        if (message.over() && batch != null) {
            close(message.batch());
        }
        progress.show(sizes.secondsPerRun());
        return next(batch);
    }

    private Next next(OpenBatch batch) {
        if (stopped) {
            return Next.SAVE_AND_STOP;
        }
        return batch == null ? Next.ABANDON : Next.CONTINUE;
    }

    private static QueuedRun remove(OpenBatch batch, String id) {
        for (int i = 0; i < batch.left.size(); i++) {
            if (batch.left.get(i).id().equals(id)) {
                return batch.left.remove(i);
            }
        }
        return null;
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
