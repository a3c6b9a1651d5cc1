package dev.engram.engine.store;

/** The place of a run in a suite. One run may belong to cells of several suites. */
public record RunLabel(String suite, String cell, String id) {}
