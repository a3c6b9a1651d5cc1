/**
 * Training runs whose steps a test controls, for tests of rules and optimizers on the real engine. A
 * {@link dev.engram.testkit.harness.TrainingTask} has synthetic examples, layers and a loss; a
 * {@link dev.engram.testkit.harness.TrainingHarness} makes steps, differentiates numerically and reads single
 * parameters. Start with {@code TrainingTask.typical()}. Depends on {@code testkit.parts} and the engine.
 */
package dev.engram.testkit.harness;
