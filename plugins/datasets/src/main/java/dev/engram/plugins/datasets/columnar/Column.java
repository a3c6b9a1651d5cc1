package dev.engram.plugins.datasets.columnar;

/**
 * A column of a table.
 *
 * @param declared the type in the words of the format, for messages
 */
public record Column(String name, Type type, String declared) {
    /** Types of values. */
    public enum Type {
        INTEGER,
        FLOATING,
        /** 0 or 1. */
        BOOLEAN,
        TEXT,
        /** Neither numbers nor text, such as times and lists. */
        OTHER
    }
}
