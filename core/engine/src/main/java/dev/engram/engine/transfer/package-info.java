/**
 * Runs on their way into a store: from other stores, and from the workers of this process. {@link
 * dev.engram.engine.transfer.StoreMerger} adds the contents of stores to another, and {@link
 * dev.engram.engine.transfer.BatchSaver} saves runs in batches. Depends on {@code store}; all SQL is there.
 */
package dev.engram.engine.transfer;
