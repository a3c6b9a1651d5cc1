/**
 * All that the author of a plugin sees.
 *
 * <p>A component is one public record with one {@link dev.engram.spi.Component} annotation that implements one of
 * {@link dev.engram.spi.Activation}, {@link dev.engram.spi.Dataset}, {@link dev.engram.spi.Initialiser},
 * {@link dev.engram.spi.Landscape}, {@link dev.engram.spi.LearningRule} (or {@link dev.engram.spi.LocalRule}),
 * {@link dev.engram.spi.LossFunction}, {@link dev.engram.spi.Metric}, {@link dev.engram.spi.Optimizer} or
 * {@link dev.engram.spi.Schedule}. Its fields are its hyperparameters ({@link dev.engram.spi.Hyper}); it keeps nothing
 * else, so that two equal records do the same thing for ever. What a component remembers from step to step it asks for
 * ({@link dev.engram.spi.Setup#state}, {@link dev.engram.spi.Step#slot(String)}), and the engine saves it with the run.
 *
 * <p>Read in this order: {@code Component}, {@code Hyper}; then the interface you want to implement.
 *
 * <p>Conventions everywhere: rows are examples; matrices are row-major; an error signal is per example and never
 * divided by the batch size; a gradient is averaged over the batch and points uphill (the trainer subtracts).
 * An array handed to a component belongs to the engine; a comment says when it may be written.
 */
package dev.engram.spi;
