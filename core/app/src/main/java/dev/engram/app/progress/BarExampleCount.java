package dev.engram.app.progress;

import dev.engram.app.console.Console;
import me.tongfei.progressbar.ProgressBar;

/** A bar over examples, with the remaining time. */
final class BarExampleCount implements ExampleCount {
    private final ProgressBar bar;

    BarExampleCount(Console console, String task, long examples) {
        bar = ConsoleBar.start(console, task, examples, " examples", 1);
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
