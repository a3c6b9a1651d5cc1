package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction.Targets;

/** Target checks of the losses of counts. */
final class CountTargets {
    private CountTargets() {}

    static String incompatibility(String loss, Targets targets) {
        return targets.classes()
                ? loss
                        + " needs counts, but the data has classes; use cross-entropy, or binary-cross-entropy"
                        + " after sigmoid"
                : null;
    }
}
