/**
 * The sentences about a comparison: verdicts, notes and warnings. Every sentence is a pure function of the records in
 * {@code compare}; none computes a statistic of its own.
 *
 * <p>Start with {@link dev.engram.engine.prose.Verdicts} and {@link dev.engram.engine.prose.Notes}. The formats that
 * show the sentences are in {@code render}.
 */
package dev.engram.engine.prose;
