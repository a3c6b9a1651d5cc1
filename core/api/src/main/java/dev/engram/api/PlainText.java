package dev.engram.api;

/** A text that is not read as YAML. */
record PlainText(String text) {}
