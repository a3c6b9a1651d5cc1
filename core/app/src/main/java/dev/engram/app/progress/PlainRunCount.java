package dev.engram.app.progress;

import java.io.PrintStream;

/** A line for each percent of the runs, but at most one in a second. */
final class PlainRunCount implements RunCount {
    private final PrintStream out;
    private final int runs;
    private final LinePace pace;

    PlainRunCount(PrintStream out, int runs) {
        this.out = out;
        this.runs = runs;
        pace = new LinePace(runs, true);
    }

    @Override
    public void update(int stored, int workers) {
        if (pace.isDue(stored)) {
            out.println("[" + stored + "/" + runs + "] runs are done"
                    + (stored == runs
                            ? ""
                            : ", " + workers + (workers == 1 ? " worker" : " workers") + pace.timeLeft(stored)));
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
