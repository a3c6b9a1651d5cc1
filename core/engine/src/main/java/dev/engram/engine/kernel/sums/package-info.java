/**
 * Sums of arrays, of the products of many arrays with two others, and linear combinations of arrays. {@link
 * dev.engram.engine.kernel.sums.Sums}, {@link dev.engram.engine.kernel.sums.InnerProducts} and {@link
 * dev.engram.engine.kernel.sums.LinearCombination} choose between scalar loops and {@code VectorSums}, {@code
 * VectorInnerProducts} and {@code VectorLinearCombination}, the same order of additions in the Vector API.
 */
package dev.engram.engine.kernel.sums;
