/**
 * The weights of a network as named arrays. Values only: the files that they are written to are the concern of {@code
 * weights.format}.
 */
package dev.engram.engine.weights;
