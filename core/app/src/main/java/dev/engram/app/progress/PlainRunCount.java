package dev.engram.app.progress;

import java.io.PrintStream;

/** A line for each percent of the runs, but at most one in a second. */
final class PlainRunCount implements RunCount {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final int runs;
    private final long began = System.nanoTime();
    private int shown = -1;
    private int atBeginning = -1;
    private long shownAt = began - INTERVAL_NANOS;

    PlainRunCount(PrintStream out, int runs) {
        this.out = out;
        this.runs = runs;
    }

    @Override
    public void update(int stored, int workers) {
        if (atBeginning < 0) {
            atBeginning = stored;
        }
        long now = System.nanoTime();
        boolean last = stored == runs;
        boolean due = stored - shown >= Math.max(1, runs / 100) && now - shownAt >= INTERVAL_NANOS;
        if (stored == shown || !last && !due) {
            return;
        }
        shown = stored;
        shownAt = now;
        out.println("[" + stored + "/" + runs + "] runs are done"
                + (last ? "" : ", " + workers + (workers == 1 ? " worker" : " workers") + timeLeft(stored, now)));
    }

    private String timeLeft(int stored, long now) {
        int made = stored - atBeginning;
        if (made == 0) {
            return "";
        }
        double seconds = (now - began) / 1e9 / made * (runs - stored);
        return ", about " + RoundedTime.of(seconds) + " left";
    }

    @Override
    public void close() {
        out.flush();
    }
}
