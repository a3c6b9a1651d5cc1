package dev.engram.app.run;

import dev.engram.engine.train.Runner;

/** The work that a run takes: its steps, and the multiply-adds and bytes of activations of one step. */
public record RunSize(long steps, long multiplyAdds, long activationBytes) {
    static RunSize of(Runner.CheckResult result) {
        return new RunSize(result.steps(), result.multiplyAdds(), result.activationBytes());
    }
}
