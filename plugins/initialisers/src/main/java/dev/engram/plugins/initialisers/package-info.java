/**
 * Initialisers: initial values of weights and biases, drawn from the random numbers of their parameter. The package
 * depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.initialisers.HeNormal}.
 */
package dev.engram.plugins.initialisers;
