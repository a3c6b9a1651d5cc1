package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;

/** What a run's arithmetic has cost so far, and the memory that its products work in. One for each run. */
public final class ComputeContext {
    final Kernels.Workspace workspace = new Kernels.Workspace();
    long multiplyAdds;
    /** Whoever listens to the rule at this moment; null in training. */
    RuleProbe observer;

    /** Multiply-adds of all matrix products; work on single elements is not counted (CATALOGUE 0). */
    public long multiplyAdds() {
        return multiplyAdds;
    }

    /** Forgets what was counted since it stood at {@code reading}: work that is not the run's own, such as measuring. */
    public void reset(long reading) {
        multiplyAdds = reading;
    }
}
