/** Losses of one example; the engine takes the mean over the batch. */
package dev.engram.plugins.losses;
