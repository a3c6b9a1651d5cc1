/**
 * Learning rules: methods that turn a batch into a direction for every parameter, from back-propagation and its
 * feedback variants to Hebbian, energy-based, perturbation and perceptron rules. A {@link
 * dev.engram.spi.LearningRule} is bound to a network and sees all of it; a {@link dev.engram.spi.LocalRule} sees
 * only the synapses of one layer. Rules state their requirements on the network, and the engine checks them before
 * training. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.learningrules.Backprop} and {@link dev.engram.plugins.learningrules.Hebb}.
 */
package dev.engram.plugins.learningrules;
