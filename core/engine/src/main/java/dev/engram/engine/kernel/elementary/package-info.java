/**
 * The functions exp, log, tanh and sigmoid for arrays, with the bits of the scalar functions in {@link
 * dev.engram.spi.Maths}. {@link dev.engram.engine.kernel.elementary.FastElementary} chooses between scalar loops and
 * {@code VectorElementary}, the same formulas in the Vector API. It is the engine's {@link dev.engram.spi.VectorMath}.
 */
package dev.engram.engine.kernel.elementary;
