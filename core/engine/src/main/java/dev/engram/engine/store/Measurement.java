package dev.engram.engine.store;

/**
 * One number that a run left behind.
 *
 * @param phase "train", "validation", "test" or "probe"
 * @param metric such as "accuracy" or "alignment/layer0"
 */
public record Measurement(long step, double epoch, String phase, String metric, double value) {}
