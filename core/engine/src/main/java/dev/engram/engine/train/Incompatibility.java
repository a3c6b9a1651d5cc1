package dev.engram.engine.train;

/** A part of a run that does not go with the others, by its path in the spec, and why. */
public record Incompatibility(String path, String reason) {}
