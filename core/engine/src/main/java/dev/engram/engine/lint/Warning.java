package dev.engram.engine.lint;

import dev.engram.engine.yaml.Location;

/**
 * A doubtful point of a comparison, which can be run nevertheless.
 *
 * @param rule the name of the lint rule, by which it can be ignored
 * @param path the path of the doubtful setting, such as {@code seeds}; may be empty
 * @param message what is doubtful and its effect on the comparison
 * @param advice how to fix it
 */
public record Warning(String rule, Location location, String path, String message, String advice) {
    /** Returns the warning without its location, for a report. */
    public String text() {
        return message + "; " + advice + " [" + rule + "]";
    }

    @Override
    public String toString() {
        return location + " " + (path.isEmpty() ? "" : path + ": ") + text();
    }
}
