package dev.engram.app.progress;

import dev.engram.app.console.Console;
import me.tongfei.progressbar.ProgressBar;

/** A bar over runs, with the remaining time. */
final class BarRunCount implements RunCount {
    private final ProgressBar bar;

    BarRunCount(Console console, String task, int runs) {
        bar = ConsoleBar.start(console, task, runs, " runs", 1);
    }

    @Override
    public void update(int stored, int workers) {
        bar.stepTo(stored);
        bar.setExtraMessage(workers + (workers == 1 ? " worker" : " workers"));
    }

    @Override
    public void close() {
        bar.close();
    }
}
