/**
 * One run on several cores: {@link dev.engram.engine.parallel.Products} divides matrix products and convolutions by
 * elements of the result among a {@link dev.engram.engine.parallel.ThreadTeam}. Each element is computed by one thread
 * in the order of the kernels, so the number of threads changes no bit.
 */
package dev.engram.engine.parallel;
