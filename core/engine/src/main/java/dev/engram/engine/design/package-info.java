/**
 * The experimental design of a comparison, known before anything runs: factors, strata, blocks, and the declared family
 * of questions. Pure functions of names and numbers; uses {@code statistics} only.
 *
 * <p>Start with {@link dev.engram.engine.design.Design}, then {@link dev.engram.engine.design.Question}.
 */
package dev.engram.engine.design;
