package dev.engram.app.record;

import dev.engram.engine.statistics.MeanTest;
import java.util.OptionalDouble;

/**
 * The verdict on an entry.
 *
 * @param misses number of runs that diverged
 * @param test of the mean over the seeds against the target; of the other runs if some diverged
 * @param nextBehind p of the signed-rank test that the next entry is worse after this entry's steps, after Holm's
 *     correction over the neighbours; empty for the last entry
 */
public record RecordResult(String name, long steps, int misses, MeanTest test, OptionalDouble nextBehind) {
    /** The significance level of the test of the mean. */
    public static final double LEVEL = 0.01;

    /** Returns whether the entry stands: no run diverged, and the mean is shown to be beyond the target. */
    public boolean isValid() {
        return misses == 0 && test.p() <= LEVEL;
    }

    RecordResult with(OptionalDouble p) {
        return new RecordResult(name, steps, misses, test, p);
    }
}
