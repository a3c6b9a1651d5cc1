package dev.engram.app.progress;

import dev.engram.app.console.Console;

/** Chooses how progress is shown. */
public final class ProgressFactory {
    private ProgressFactory() {}

    /** Returns lines for the runs of a worker. */
    public static Progress lines(Console console, int runs) {
        return new PlainProgress(console.err(), "test", runs);
    }

    /**
     * Returns a bar over runs on a terminal, and lines elsewhere.
     *
     * @param tuning true for trials
     */
    public static RunCount count(Console console, boolean tuning, int runs) {
        return console.errTerminal()
                ? new BarRunCount(console, tuning ? "tuning" : "training", runs)
                : new PlainRunCount(console.err(), runs);
    }

    /**
     * Returns a bar over examples on a terminal, and lines elsewhere.
     *
     * @param task what is done with them, as one word
     */
    public static ExampleCount examples(Console console, String task, long examples) {
        return console.errTerminal()
                ? new BarExampleCount(console, task, examples)
                : new PlainExampleCount(console.err(), examples);
    }

    /**
     * Returns a bar on a terminal, and lines elsewhere.
     *
     * @param tuning true for trials, whose test data nobody sees
     */
    public static Progress create(Console console, boolean tuning, int runs, long steps) {
        return console.errTerminal()
                ? new BarProgress(console, tuning ? "tuning" : "training", runs, steps)
                : new PlainProgress(console.err(), tuning ? "validation" : "test", runs);
    }
}
