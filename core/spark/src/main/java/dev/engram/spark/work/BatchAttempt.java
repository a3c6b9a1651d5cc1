package dev.engram.spark.work;

import dev.engram.app.execution.CheckpointFingerprint;
import dev.engram.app.execution.FailureCause;
import dev.engram.app.time.TimeLimit;
import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.text.ExceptionText;
import dev.engram.engine.train.RunListener;
import dev.engram.engine.train.RunListener.RunCancelledException;
import dev.engram.spark.work.DriverAnswer.Next;
import dev.engram.spark.work.ExecutorMessage.Report;
import dev.engram.spark.work.ExecutorMessage.Saved;
import dev.engram.spark.work.ExecutorMessage.Start;
import dev.engram.spark.work.ExecutorMessage.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One attempt at a batch, on one thread. Results are reported as soon as some time has passed, so that a lost executor
 * loses little; a run that takes long reports that it is alive, and its checkpoints.
 */
final class BatchAttempt {
    private static final Duration REPORT_RESULTS = Duration.ofMillis(300);
    private static final Duration REPORT_LIFE = Duration.ofSeconds(2);

    private final ExecutorRuns engram;
    private final RunBatch batch;
    private final UnaryOperator<byte[]> driver;
    private final BooleanSupplier killed;
    private final List<FinishedRun> finished = new ArrayList<>();
    private final List<String> outOfMemory = new ArrayList<>();
    private long reported = System.nanoTime();
    private volatile Next next = Next.CONTINUE;

    BatchAttempt(ExecutorRuns engram, RunBatch batch, UnaryOperator<byte[]> driver, BooleanSupplier killed) {
        this.engram = engram;
        this.batch = batch;
        this.driver = driver;
        this.killed = killed;
    }

    /** Makes the runs that have no result yet. */
    void make(int number) {
        Map<String, Optional<byte[]>> needed =
                DriverAnswer.decodeNeeded(driver.apply(new Start(batch.key(), engram.machine(), number).encode()));
        for (QueuedRun run : batch.runs()) {
            if (needed.containsKey(run.id()) && next == Next.CONTINUE && !killed.getAsBoolean()) {
                make(run, needed.get(run.id()));
            }
        }
        // After a killed attempt, the batch belongs to another one.
        report(Optional.empty(), !killed.getAsBoolean());
    }

    private void make(QueuedRun run, Optional<byte[]> checkpoint) {
        Follower follower = new Follower(run, checkpoint);
        try {
            ended(
                    run,
                    TimeLimit.call("run " + run.name(), batch.settings().timeLimit(), () -> engram.run(run, follower)));
        } catch (TimeLimit.TimeLimitExceededException e) {
            follower.abandoned = true;
            ended(run, RunResult.failed(e.getMessage(), follower.lastStep));
        } catch (ExecutionException e) {
            if (follower.isCancelled() && e.getCause() instanceof RunCancelledException) {
                return;
            }
            if (!batch.alone() && causedByMemory(e.getCause())) {
                outOfMemory.add(run.id());
            } else {
                ended(run, RunResult.failed(FailureCause.text(e.getCause()), follower.lastStep));
            }
        }
        if (System.nanoTime() - reported > REPORT_RESULTS.toNanos()) {
            report(Optional.empty(), false);
        }
    }

    private static boolean causedByMemory(Throwable e) {
        return ExceptionText.causes(e).stream().anyMatch(OutOfMemoryError.class::isInstance);
    }

    private void ended(QueuedRun run, RunResult result) {
        Map<String, String> made = new HashMap<>(engram.provenance());
        made.put(Run.ENDED, Run.endedAt(Instant.now()));
        RunResult kept = run.cell().keepsPredictions() ? result : result.withPredictions(Optional.empty());
        finished.add(new FinishedRun(run.id(), made, kept));
    }

    private synchronized void warn(String sentence) {
        follow(driver.apply(new Warning(batch.key(), engram.machine(), sentence).encode()));
    }

    private void follow(byte[] answer) {
        Next told = DriverAnswer.decodeNext(answer);
        next = next == Next.CONTINUE ? told : next;
    }

    private synchronized void report(Optional<Saved> saved, boolean over) {
        long now = System.nanoTime();
        byte[] answer = driver.apply(new Report(
                        batch.key(),
                        engram.machine(),
                        (now - reported) / 1e9,
                        List.copyOf(finished),
                        List.copyOf(outOfMemory),
                        saved,
                        over)
                .encode());
        finished.clear();
        outOfMemory.clear();
        reported = now;
        follow(answer);
    }

    /** Follows one run. All methods are called by the thread of the run. */
    private final class Follower implements RunListener {
        private final String fingerprint;
        private final QueuedRun run;
        private final Optional<byte[]> checkpoint;
        private long saved = System.nanoTime();
        private volatile long lastStep;
        private volatile boolean abandoned;
        private boolean stopped;

        Follower(QueuedRun run, Optional<byte[]> checkpoint) {
            this.run = run;
            this.checkpoint = checkpoint;
            fingerprint = new CheckpointFingerprint(engram.provenance()).of(run.id());
        }

        @Override
        public void onProgress(long step, long total) {
            if (abandoned) {
                return;
            }
            lastStep = step;
            if (System.nanoTime() - reported > REPORT_LIFE.toNanos()) {
                report(Optional.empty(), false);
            }
        }

        @Override
        public boolean isCancelled() {
            return abandoned || stopped || next == Next.ABANDON || killed.getAsBoolean();
        }

        @Override
        public boolean checkpointDue() {
            return next == Next.SAVE_AND_STOP
                    || System.nanoTime() - saved
                            > batch.settings().checkpoints().toNanos();
        }

        /** Sends a checkpoint. If there is not enough memory for it, the run continues. */
        @Override
        public void saveCheckpoint(Supplier<byte[]> state) {
            saved = System.nanoTime();
            stopped = next == Next.SAVE_AND_STOP;
            if (abandoned) {
                return;
            }
            try {
                report(Optional.of(new Saved(run.id(), state.get())), false);
            } catch (OutOfMemoryError e) {
                warn(run.name() + ": there is not enough memory for a checkpoint; the run continues without one");
            }
        }

        @Override
        public Optional<byte[]> storedCheckpoint() {
            return checkpoint;
        }

        @Override
        public void onCheckpointRefused() {
            warn(CheckpointFingerprint.refusal(run.name()));
        }

        @Override
        public String checkpointFingerprint() {
            return fingerprint;
        }
    }
}
