package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction.Targets;
import dev.engram.spi.OutputFunction;

/** What the losses that ask for a margin refuse. */
final class MarginLosses {
    private MarginLosses() {}

    /** Why a loss of scores cannot follow such an output; null where it can. */
    static String incompatibility(String loss, OutputFunction output) {
        return output == OutputFunction.IDENTITY || output == OutputFunction.OTHER
                ? null
                : loss
                        + " looks on which side of 0 an output is or by how much it leads, and this one is never"
                        + " negative; set the last layer's activation to identity";
    }

    /** Why a loss of signs cannot compare with such targets; null where it can. */
    static String incompatibility(String loss, Targets targets) {
        return targets.signed()
                ? null
                : loss + " needs targets of -1 and 1; use "
                        + (targets.classes()
                                ? "the coding signed"
                                : "mae or mse for numbers, or classes with the coding signed");
    }
}
