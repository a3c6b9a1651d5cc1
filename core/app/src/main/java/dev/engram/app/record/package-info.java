/**
 * {@code engram record}: the record book. A track fixes data, batch, network, seeds and target; an entry chooses an
 * optimizer and a number of steps. {@link dev.engram.app.record.RecordBook} reads, runs and ranks the entries.
 */
package dev.engram.app.record;
