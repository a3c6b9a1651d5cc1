package dev.engram.engine.claim;

import dev.engram.engine.run.RunResult;

/** A run of a cell with a seed, as far as claims read it. */
public record ClaimRun(long seed, RunResult result) {}
