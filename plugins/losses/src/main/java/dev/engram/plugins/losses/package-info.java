/**
 * Losses: functions of the outputs and targets of one example, which training minimizes. The engine takes their mean
 * over the batch. A loss computes its value and its gradient at the outputs. It may be fused with the output
 * activation ({@link dev.engram.spi.LossFunction#fuse}) for accuracy, and it rejects output activations and data
 * sets that do not fit it. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.losses.Mse} and {@link dev.engram.plugins.losses.CrossEntropy}.
 */
package dev.engram.plugins.losses;
