/**
 * Activations: functions of the pre-activations of a layer, with their derivatives. Most are elementwise; softmax
 * works on a whole row. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.activations.Tanh} and {@link dev.engram.plugins.activations.Softmax}.
 */
package dev.engram.plugins.activations;
