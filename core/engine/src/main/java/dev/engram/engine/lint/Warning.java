package dev.engram.engine.lint;

import dev.engram.engine.yaml.Location;

/**
 * Something doubtful about a comparison, which can be run all the same.
 *
 * @param rule name of the lint rule, to ignore it by
 * @param path of what is doubtful, such as {@code seeds}; may be empty
 * @param message what it is, and what it does to the comparison
 * @param advice what to do about it
 */
public record Warning(String rule, Location location, String path, String message, String advice) {
    /** Without the place: for a report, where nobody has the file open. */
    public String text() {
        return message + "; " + advice + " [" + rule + "]";
    }

    @Override
    public String toString() {
        return location + " " + (path.isEmpty() ? "" : path + ": ") + text();
    }
}
