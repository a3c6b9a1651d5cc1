/**
 * The answers to the questions of a design, as records of numbers: tests, intervals and verdicts that share one
 * correction for multiple comparisons. Pure functions of results by cell and block.
 *
 * <p>Uses {@code design} for the questions and {@code statistics} for the tests. Start with {@link
 * dev.engram.engine.significance.QuestionResult}.
 */
package dev.engram.engine.significance;
