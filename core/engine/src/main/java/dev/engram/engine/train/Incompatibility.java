package dev.engram.engine.train;

/**
 * A part of a run that does not fit the others.
 *
 * @param path path of the part in the suite, such as {@code network.0}
 */
public record Incompatibility(String path, String reason) {}
