package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.yaml.Location;

/**
 * A doubtful point that a rule has found in a suite.
 *
 * @param location the location of the doubtful setting
 * @param path the path of the doubtful setting, such as {@code seeds}
 * @param message what is doubtful and its effect on the comparison
 * @param advice how to fix it
 */
record LintFinding(Location location, String path, String message, String advice) {
    /** @param cell the cell whose locations the path refers to */
    LintFinding(Suite.Cell cell, String path, String message, String advice) {
        this(cell.location(path), path, message, advice);
    }
}
