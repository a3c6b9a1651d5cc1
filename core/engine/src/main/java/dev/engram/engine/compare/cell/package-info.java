/**
 * What the runs of one cell measured, as records of numbers: its metrics as means over seeds, its cost, and where its
 * runs on a landscape ended.
 *
 * <p>Start with {@link dev.engram.engine.compare.cell.CellMeasurements}.
 */
package dev.engram.engine.compare.cell;
