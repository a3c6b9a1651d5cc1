package dev.engram.app.progress;

import dev.engram.app.console.Console;
import dev.engram.app.execution.RunTask;
import dev.engram.engine.store.Run;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;

/** A bar over all steps of all runs, with the remaining time. */
final class BarProgress implements Progress {
    private final ProgressBar bar;
    private final int runs;
    private final AtomicInteger ended = new AtomicInteger();

    BarProgress(Console console, String task, int runs, long steps) {
        this.runs = runs;
        bar = ConsoleBar.start(console, task, steps, "k steps", 1000);
        bar.setExtraMessage("0/" + runs + " runs");
    }

    @Override
    public void advanced(RunTask task, long steps) {
        bar.stepBy(steps);
    }

    @Override
    public void ended(RunTask task, Run run) {
        bar.setExtraMessage(ended.incrementAndGet() + "/" + runs + " runs");
    }

    @Override
    public void waiting(RunTask task) {
        // The bar shows unfinished runs as such.
    }

    @Override
    public void close() {
        bar.close();
    }
}
