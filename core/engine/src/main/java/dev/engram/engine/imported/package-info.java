/**
 * Results of other people: read from a table, and kept in the store as runs that are marked "not run here". {@link
 * dev.engram.engine.imported.ResultsTable} reads a table, {@link dev.engram.engine.imported.ImportedRun} is a run of
 * it, and {@link dev.engram.engine.imported.NotRunHere} is the mark.
 *
 * <p>Nothing is known of such a run except its numbers: no settings, no parameters, no costs. Its seed is a number that
 * tells it from others of its cell, and means nothing else.
 */
package dev.engram.engine.imported;
