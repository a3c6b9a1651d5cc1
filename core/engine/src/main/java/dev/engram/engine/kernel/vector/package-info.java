/**
 * The choice between a scalar and a vector loop, for the kernels, the elementary functions and the random numbers.
 * {@link dev.engram.engine.kernel.vector.VectorModule} says whether the Vector API may be used at all, and {@link
 * dev.engram.engine.kernel.vector.VectorWarmUp} from when on a loop is worth its compilation. Both loops give the same
 * bits. The loops themselves are in the packages that ask.
 */
package dev.engram.engine.kernel.vector;
