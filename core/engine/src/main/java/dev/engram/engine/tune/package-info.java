/**
 * Hyperparameter search: the placement of trials ({@link dev.engram.engine.tune.TrialPoints}), their length, their
 * ranking, and the detection of optima at the boundary. Pure functions of numbers and stored runs, the same on every
 * machine: points come from Sobol's sequence or from named streams, logarithms from {@code StrictMath}. Depends on
 * {@code random}, {@code run} and {@code store}. Start with {@link dev.engram.engine.tune.SuccessiveHalving}.
 */
package dev.engram.engine.tune;
