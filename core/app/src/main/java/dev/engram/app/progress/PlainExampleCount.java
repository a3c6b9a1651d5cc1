package dev.engram.app.progress;

import java.io.PrintStream;

/** A line for each percent of the examples, but at most one in a second; nothing if they take less than a second. */
final class PlainExampleCount implements ExampleCount {
    private final PrintStream out;
    private final long examples;
    private final LinePace pace;
    private long done;

    PlainExampleCount(PrintStream out, long examples) {
        this.out = out;
        this.examples = examples;
        pace = new LinePace(examples, false);
    }

    @Override
    public void add(int more) {
        done += more;
        if (pace.isDue(done)) {
            out.println("[" + done + "/" + examples + "] examples" + pace.timeLeft(done));
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
