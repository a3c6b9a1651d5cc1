/**
 * Loops over arrays of doubles, for matrix decompositions. As in {@code kernel}, every function has the bits of the
 * short scalar loop in its comment, with the Vector API or without it. Products are rounded before they are added:
 * there is no fused multiply-add of doubles on every platform, and on processors with separate adders (AMD Zen 4) it
 * would not be faster.
 *
 * <p>Start reading at {@link dev.engram.engine.kernel.doubles.DoubleKernels}, the only class that other packages call.
 */
package dev.engram.engine.kernel.doubles;
