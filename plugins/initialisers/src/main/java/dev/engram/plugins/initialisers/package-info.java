/** Initialisers: first values of weights and biases. */
package dev.engram.plugins.initialisers;
