/**
 * Runs that wait to be made by any process on any machine, as values. A {@link dev.engram.engine.queue.QueuedRun} is a
 * stored run without its result: its settings as text, its seed, and the checksums of its files. A {@link
 * dev.engram.engine.queue.FinishedRun} is what comes back. {@link dev.engram.engine.queue.QueueCodec} turns both into
 * bytes. {@link dev.engram.engine.queue.JobQueue} is the queue that a store keeps. Opens no files and uses no JDBC.
 */
package dev.engram.engine.queue;
