package dev.engram.engine.network;

/** All numbers of a run in parallel arrays with one index. */
public final class Arena {}
