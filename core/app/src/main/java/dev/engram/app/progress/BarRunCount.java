package dev.engram.app.progress;

import dev.engram.app.console.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar over runs, with the remaining time. */
final class BarRunCount implements RunCount {
    private final ProgressBar bar;

    BarRunCount(Console console, String task, int runs) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(runs)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(console.styledErr(), console.columns() - 1))
                .setUnit(" runs", 1)
                .build();
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
