/**
 * Sums of arrays, and of the products of many arrays with two others. {@link dev.engram.engine.kernel.sums.Sums} and
 * {@link dev.engram.engine.kernel.sums.InnerProducts} choose between scalar loops and {@code VectorSums} and {@code
 * VectorInnerProducts}, the same order of additions in the Vector API.
 */
package dev.engram.engine.kernel.sums;
