package dev.engram.app.run;

import dev.engram.engine.train.Runner;

/**
 * The work that a run takes.
 *
 * @param multiplyAdds multiply-adds of one step
 * @param activationBytes bytes of activations of one step
 * @param weightBytes bytes of the weights that the run keeps in the store
 */
public record RunSize(long steps, long multiplyAdds, long activationBytes, long weightBytes) {
    static RunSize of(Runner.CheckResult result) {
        return new RunSize(result.steps(), result.multiplyAdds(), result.activationBytes(), result.weightBytes());
    }
}
