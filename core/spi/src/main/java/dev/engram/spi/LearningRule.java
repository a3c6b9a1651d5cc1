package dev.engram.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * A learning rule: computes from a batch a gradient for every parameter, averaged over the batch, such that subtracting
 * it is an improvement. It need not be the gradient of a loss. A rule never writes parameters: the optimizer determines
 * the step.
 *
 * <p>A rule that uses only what is local to a layer implements {@link LocalRule} instead.
 */
public interface LearningRule extends ExtensionPoint {
    /** Returns what the rule needs. The engine checks it before anything runs, and reports what is missing. */
    default Set<Requirement> requirements() {
        return Set.of();
    }

    /**
     * Returns whether the computed gradient is the gradient of the loss that {@link BoundRule#learn} returns. Line
     * searches rely on it.
     */
    default boolean exactGradient() {
        return false;
    }

    /**
     * Binds the rule to a network: requests all matrices, states and layers from {@code setup}; called once per run.
     * Throws {@link IncompatibleException} if the rule cannot work here for a reason that {@link #requirements} cannot
     * express.
     */
    BoundRule bind(Setup setup);
}
