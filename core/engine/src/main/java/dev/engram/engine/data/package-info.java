/**
 * Data sets made ready for training: loaded once, split by seed, scaled and coded, and drawn in batches.
 *
 * <p>Depends on {@code run} for the settings, on {@code random} for the streams, and on {@code matrix} and {@code
 * kernel} for views of rows. Start reading at {@link dev.engram.engine.data.DataCache}, then {@link
 * dev.engram.engine.data.Split}.
 */
package dev.engram.engine.data;
