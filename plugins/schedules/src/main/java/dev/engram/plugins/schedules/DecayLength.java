package dev.engram.plugins.schedules;

/** The length of a fall that may be left to the run. */
final class DecayLength {
    private DecayLength() {}

    /** The steps that were asked for; where that is 0, all that are planned, at least 1. */
    static long of(long steps, long total) {
        return steps > 0 ? steps : Math.max(total, 1);
    }
}
