/**
 * The {@code tune} section of a suite: search spaces, their paths into the settings of cells, and the configuration of
 * every trial. Depends on {@code config} and {@code tune}, not on {@code suite}. Start with
 * {@link dev.engram.engine.suite.tuning.SearchSpaceBuilder}.
 */
package dev.engram.engine.suite.tuning;
