package dev.engram.api;

import java.util.List;

/** The values of an axis. */
record Alternatives(List<Object> values) {}
