/**
 * A run from start to end: checks that its parts fit together, trains with evaluations and checkpoints, and tests.
 *
 * <p>Takes a {@code run.ResolvedRun} and returns a {@code run.RunResult}; depends on no suite, plugin, store or file.
 * {@link dev.engram.engine.train.Runner} is the entry point, {@code RunPreparation} assembles a run (with
 * {@code NetworkPreparation} or {@code LandscapePreparation}), and {@code TrainingLoop} makes it.
 */
package dev.engram.engine.train;
