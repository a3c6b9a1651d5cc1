/**
 * Matrices over float arrays, and the array of all parameters of a run. {@link dev.engram.engine.matrix.Arena} holds
 * the parameters, {@link dev.engram.engine.matrix.MatrixView} shows a range of it, {@link
 * dev.engram.engine.matrix.ScratchMatrix} is memory that a rule writes to. Their {@link
 * dev.engram.engine.matrix.ComputeContext} counts products, and passes what a rule does to a {@link
 * dev.engram.engine.matrix.RuleObserver}.
 */
package dev.engram.engine.matrix;
