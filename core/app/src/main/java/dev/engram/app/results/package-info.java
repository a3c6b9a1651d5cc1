/**
 * Everything that is known about a suite from its stored runs. Start with {@link
 * dev.engram.app.results.ResultsCollector}, which compares the runs, and {@link dev.engram.app.results.Tuner}, which
 * decides which trials are due and which is best. Depends on {@code run} and on the engine's comparison.
 */
package dev.engram.app.results;
