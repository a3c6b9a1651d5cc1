/**
 * Optimizers: methods that turn the gradient into a step, and wrappers that chain, split or average them. Each is a
 * public record whose fields are its hyperparameters. {@link dev.engram.spi.Optimizer#update} replaces the gradient
 * by the step, which the engine subtracts from the parameters. State is kept in slots of {@link dev.engram.spi.Step},
 * never in the record. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.optimizers.Sgd} and {@link dev.engram.plugins.optimizers.Adam}.
 */
package dev.engram.plugins.optimizers;
