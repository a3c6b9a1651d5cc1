/** Layers: full connections, convolution, pooling, normalization, dropout and residual branches. */
package dev.engram.plugins.layers;
