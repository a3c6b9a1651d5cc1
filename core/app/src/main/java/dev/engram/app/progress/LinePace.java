package dev.engram.app.progress;

import java.util.function.LongSupplier;

/** Decides when a line of progress is due: for each percent, but at most once in a second. */
final class LinePace {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final long total;
    private final LongSupplier clock;
    private final long began;
    private long shown = -1;
    private long atBeginning = -1;
    private long shownAt;

    /** @param atOnce whether the first line is due at once, and not after a second */
    LinePace(long total, boolean atOnce) {
        this(total, atOnce, System::nanoTime);
    }

    LinePace(long total, boolean atOnce, LongSupplier clock) {
        this.total = total;
        this.clock = clock;
        began = clock.getAsLong();
        shownAt = atOnce ? began - INTERVAL_NANOS : began;
    }

    /** Returns whether a line is due. The last one is due only after others. */
    boolean isDue(long done) {
        if (atBeginning < 0) {
            atBeginning = done;
        }
        long now = clock.getAsLong();
        boolean another = done - shown >= Math.max(1, total / 100) && now - shownAt >= INTERVAL_NANOS;
        boolean last = done == total && (shown >= 0 || shownAt < began);
        if (done == shown || !last && !another) {
            return false;
        }
        shown = done;
        shownAt = now;
        return true;
    }

    /** Returns the end of a line: the estimated time; empty if it is not known. */
    String timeLeft(long done) {
        long made = done - atBeginning;
        if (made == 0 || done == total) {
            return "";
        }
        double seconds = (clock.getAsLong() - began) / 1e9 / made * (total - done);
        return ", about " + RoundedTime.of(seconds) + " left";
    }
}
