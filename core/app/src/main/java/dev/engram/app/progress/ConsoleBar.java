package dev.engram.app.progress;

import dev.engram.app.console.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bars on a terminal that show the remaining time. */
final class ConsoleBar {
    private static final int UPDATE_MILLIS = 200;

    private ConsoleBar() {}

    /**
     * Shows a bar.
     *
     * @param unit the text after the numbers, such as {@code " runs"}
     * @param unitSize what the numbers are divided by
     */
    static ProgressBar start(Console console, String task, long max, String unit, long unitSize) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(console.styledErr(), console.columns() - 1))
                .setUnit(unit, unitSize)
                .build();
    }
}
