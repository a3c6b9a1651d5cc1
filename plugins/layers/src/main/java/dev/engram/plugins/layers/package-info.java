/**
 * Layers: dense, convolution and transposed convolution, embedding, pooling, normalization, dropout, flatten,
 * activation and residual. The first four are synapses, which carry weights; the others are stages, and a residual
 * holds a list of layers. Each is a public record of hyperparameters, which {@code bind} joins to a network. The
 * package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.layers.MaxPool} and {@link dev.engram.plugins.layers.Conv}.
 */
package dev.engram.plugins.layers;
