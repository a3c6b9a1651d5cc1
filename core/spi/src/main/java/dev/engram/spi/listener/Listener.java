package dev.engram.spi.listener;

import org.pf4j.ExtensionPoint;

/**
 * A component that sees what happens in a run, and records series of numbers next to the measurements. It cannot change
 * the run: it sees parameters and updates through read-only buffers, computes gradients in arrays of its own, and has
 * random streams of its own. A run has the same parameters, measurements and predictions with and without it.
 *
 * <p>A listener sees training examples only, never validation or test examples. The engine calls it between two steps.
 * Its time does not count towards the seconds of the run, nor its products towards the multiply-adds. A suite names
 * listeners in {@code listen}.
 */
@FunctionalInterface
public interface Listener extends ExtensionPoint {
    /**
     * Begins to follow a run: asks for state, and registers for the events that the listener wants to see. Called once,
     * before the first step, also for a run that continues from a checkpoint. The listener itself has no state; all
     * numbers that it keeps from one event to the next come from {@link ListenerSetup#state}.
     *
     * @throws dev.engram.spi.IncompatibleException if the listener does not support the run; the message says why
     */
    void follow(ListenerSetup run);
}
