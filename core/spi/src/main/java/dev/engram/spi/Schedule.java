package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * A number that changes in time; may stand wherever a numeric hyperparameter of an optimizer stands. A pure function.
 * It gives the number itself, not a factor.
 */
@FunctionalInterface
public interface Schedule extends ExtensionPoint {
    /**
     * The number for the next step.
     *
     * @param t steps made so far, 0 at the first (where {@link Step#t} is 1)
     * @param total steps planned
     */
    double at(long t, long total);
}
