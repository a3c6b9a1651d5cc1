package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction.Targets;

/** What the losses of counts refuse. */
final class CountTargets {
    private CountTargets() {}

    static String incompatibility(String loss, Targets targets) {
        return targets.classes()
                ? loss
                        + " compares with counts and the data has classes; use cross-entropy, or binary-cross-entropy"
                        + " after sigmoid"
                : null;
    }
}
