package dev.engram.plugins.optimizers;

import dev.engram.spi.Step;

/** The rate and the weights of the average that the Schedule-Free optimizers share. */
final class ScheduleFreeAveraging {
    private ScheduleFreeAveraging() {}

    /** Grows in {@code warmup} steps to its full size, from rate / warmup at the first. */
    static float warmedUpRate(Step s, float rate, int warmup) {
        return rate * Math.min(1, s.t() / (float) Math.max(1, warmup));
    }

    /** Share of the newest point in the average: c = w / sum w with w = t^power * (largest rate so far)^2. */
    static float averagingWeight(Step s, float eta, double power) {
        Step.Scalar sum = s.scalar("weights", 0), largest = s.scalar("largest rate", 0);
        largest.set(Math.max(largest.get(), eta));
        double w = largest.get() * largest.get() * Powers.pow(s.t(), power);
        sum.set(sum.get() + w);
        return sum.get() == 0 ? 0 : (float) (w / sum.get());
    }
}
