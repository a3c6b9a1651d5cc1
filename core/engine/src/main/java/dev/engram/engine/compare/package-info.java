/**
 * The comparison of a suite's cells as records of numbers: a pure function of the stored runs. It knows neither the
 * sentences ({@code prose}) nor the formats ({@code render}) in which it is shown.
 *
 * <p>Uses {@code design} for the questions, {@code significance} for their answers, {@code statistics} for all other
 * intervals, {@code tune} for the choice among trials, and the records of {@code run} and {@code store}. Start with
 * {@link dev.engram.engine.compare.Comparison}, one problem, then {@link dev.engram.engine.compare.SuiteComparison},
 * all of them.
 */
package dev.engram.engine.compare;
