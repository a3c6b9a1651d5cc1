package dev.engram.app.run;

import dev.engram.app.console.Console;

/** Shows how far the runs have come. */
public interface Progress extends Execution.Listener, AutoCloseable {
    /**
     * A bar on a terminal, lines elsewhere.
     *
     * @param tuning are these trials? Nobody sees what they do on test data
     */
    static Progress on(Console console, boolean tuning, int runs, long steps) {
        return console.errTerminal()
                ? new BarProgress(console, tuning ? "tuning" : "training", runs, steps)
                : new PlainProgress(console.err(), tuning ? "validation" : "test", runs);
    }

    @Override
    void close();
}
