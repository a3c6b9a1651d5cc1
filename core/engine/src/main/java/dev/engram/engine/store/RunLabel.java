package dev.engram.engine.store;

/** A name under which a run is known: one run may belong to cells of several suites. */
public record RunLabel(String suite, String cell, String id) {}
