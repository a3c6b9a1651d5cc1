/**
 * Training steps: gradients from a source, updates by an optimizer, and the state that is saved between steps.
 *
 * <p>{@link dev.engram.engine.step.Stepper} makes the steps; read it first. A {@link
 * dev.engram.engine.step.GradientSource} is a network on batches ({@code LearningSource}) or a landscape ({@code
 * LandscapeSource}). {@code StepNode} and {@code OptimizerState} are the side that an optimizer sees. Depends on
 * {@code data}, {@code network} and the packages below them, and on {@code decomposition}. A step allocates nothing.
 */
package dev.engram.engine.step;
