/** Activations: what a layer does with its pre-activations. */
package dev.engram.plugins.activations;
