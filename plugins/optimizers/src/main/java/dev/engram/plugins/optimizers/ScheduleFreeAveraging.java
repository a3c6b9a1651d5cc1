package dev.engram.plugins.optimizers;

import dev.engram.spi.Step;

/** Learning rate and averaging weights that the Schedule-Free optimizers share. */
final class ScheduleFreeAveraging {
    private ScheduleFreeAveraging() {}

    /** Returns the learning rate, which rises linearly in {@code warmup} steps from rate / warmup. */
    static float warmedUpRate(Step s, float rate, int warmup) {
        return rate * Math.min(1, s.t() / (float) Math.max(1, warmup));
    }

    /** Returns the weight of the newest point: c = w / sum w with w = t^power * (largest rate so far)^2. */
    static float averagingWeight(Step s, float eta, double power) {
        Step.Scalar sum = s.scalar("weights", 0), largest = s.scalar("largest rate", 0);
        largest.set(Math.max(largest.get(), eta));
        double w = largest.get() * largest.get() * Powers.pow(s.t(), power);
        sum.set(sum.get() + w);
        return sum.get() == 0 ? 0 : (float) (w / sum.get());
    }
}
