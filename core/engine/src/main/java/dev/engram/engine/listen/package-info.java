/**
 * Listeners of a run: {@link dev.engram.engine.listen.RunListeners} calls them between steps, and gives them views that
 * cannot change the run. Depends on {@code inspect}, for gradients that leave no trace.
 */
package dev.engram.engine.listen;
