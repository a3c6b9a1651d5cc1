package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction.Targets;
import dev.engram.spi.OutputFunction;

/** Checks of outputs and targets for the losses with a margin. */
final class MarginLosses {
    private MarginLosses() {}

    /** Returns why a loss of scores cannot follow such an output, or null if it can. */
    static String incompatibility(String loss, OutputFunction output) {
        return output == OutputFunction.IDENTITY || output == OutputFunction.OTHER
                ? null
                : loss
                        + " needs outputs of both signs, but those of the last layer are never"
                        + " negative; set the last layer's activation to identity";
    }

    /** Returns why a loss of signs cannot use such targets, or null if it can. */
    static String incompatibility(String loss, Targets targets) {
        return targets.signed()
                ? null
                : loss + " needs targets of -1 and 1; use "
                        + (targets.classes()
                                ? "the coding signed"
                                : "mae or mse for numbers, or classes with the coding signed");
    }
}
