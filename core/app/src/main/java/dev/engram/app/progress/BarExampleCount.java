package dev.engram.app.progress;

import dev.engram.app.console.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar over examples, with the remaining time. */
final class BarExampleCount implements ExampleCount {
    private final ProgressBar bar;

    BarExampleCount(Console console, String task, long examples) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(examples)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(console.styledErr(), console.columns() - 1))
                .setUnit(" examples", 1)
                .build();
    }

    @Override
    public void add(int examples) {
        bar.stepBy(examples);
    }

    @Override
    public void close() {
        bar.close();
    }
}
