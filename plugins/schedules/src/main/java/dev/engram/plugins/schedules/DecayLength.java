package dev.engram.plugins.schedules;

/** The length of a decay, which may be that of the run. */
final class DecayLength {
    private DecayLength() {}

    /** Returns the requested steps; if they are 0, all planned steps, at least 1. */
    static long of(long steps, long total) {
        return steps > 0 ? steps : Math.max(total, 1);
    }
}
