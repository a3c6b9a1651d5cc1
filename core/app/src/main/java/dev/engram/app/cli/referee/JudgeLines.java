package dev.engram.app.cli.referee;

import dev.engram.app.cli.text.Plural;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.RunTask;
import dev.engram.app.judge.Judge;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.judge.Judgment;
import dev.engram.engine.store.Run;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Lines about a judgment in progress: the evidence after some seeds, at most once a second and at the end, and the
 * number of runs that were made, if the next evidence takes long.
 */
final class JudgeLines implements ExecutionListener {
    private static final int DIGITS = 3;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long RUN_NANOS = Duration.ofSeconds(10).toNanos();

    private final PrintStream err;
    private long shownAt = System.nanoTime() - LOOK_NANOS;
    private int runs;

    JudgeLines(PrintStream err) {
        this.err = err;
    }

    /** Shows the evidence so far. */
    synchronized void show(Judge.Progress p) {
        long now = System.nanoTime();
        if (!p.isLast() && now - shownAt < LOOK_NANOS) {
            return;
        }
        shownAt = now;
        Judgment j = p.judgment();
        err.println((p.confirming() ? "fresh seed " : "seed ") + j.seeds() + " of at most " + p.atMost()
                + ": better on " + j.counts().better() + ", worse on "
                + j.counts().worse() + "; evidence "
                + NumberFormats.significantDigits(j.evidence().different(), DIGITS) + " of "
                + NumberFormats.significantDigits(j.evidence().threshold(), DIGITS));
    }

    @Override
    public synchronized void ended(RunTask task, Run run) {
        runs++;
        long now = System.nanoTime();
        if (now - shownAt >= RUN_NANOS) {
            shownAt = now;
            err.println(Plural.of(runs, "run") + " made; the last is " + task.name() + ", "
                    + run.outcome().word());
        }
    }

    @Override
    public void advanced(RunTask task, long steps) {
        // The lines count runs, not steps.
    }

    @Override
    public synchronized void waiting(RunTask task) {
        err.println(task.name() + " is made by another process; waiting for it");
    }
}
