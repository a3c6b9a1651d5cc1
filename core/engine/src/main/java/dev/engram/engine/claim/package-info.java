/**
 * Claims: published statements, each with the suite that tries them, and verdicts by rules that are fixed beforehand.
 * {@link dev.engram.engine.claim.ClaimReader} reads a claim from its file. A claim consists of checks of three kinds:
 * {@link dev.engram.engine.claim.NumberCheck}, {@link dev.engram.engine.claim.OrderCheck} and
 * {@link dev.engram.engine.claim.FactCheck}. Each judges the results of runs, which it gets as values. Nothing here
 * runs anything.
 */
package dev.engram.engine.claim;
