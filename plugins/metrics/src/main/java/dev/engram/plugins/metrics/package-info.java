/**
 * Metrics: measurements during and after training. {@link dev.engram.spi.Metric.OfPredictions} compares predictions
 * with targets; {@link dev.engram.spi.Metric.OfTraining} reads gradients, steps and feedback of one step. The
 * package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.metrics.Accuracy} and {@link dev.engram.plugins.metrics.Alignment}.
 */
package dev.engram.plugins.metrics;
