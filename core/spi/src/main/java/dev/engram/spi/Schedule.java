package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * A number that changes during training. In a suite it may replace any number of an optimizer. It returns the number
 * itself, not a factor, and depends only on its arguments.
 */
@FunctionalInterface
public interface Schedule extends ExtensionPoint {
    /**
     * Returns the number for the next step.
     *
     * @param t the number of completed steps; 0 at the first step, where {@link Step#t} is 1
     * @param total the planned number of steps
     */
    double at(long t, long total);
}
