package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;

/**
 * A doubtful point that a rule has found in a suite.
 *
 * @param cell the cell whose locations the path refers to
 * @param path the path of the doubtful setting, such as {@code seeds}
 * @param message what is doubtful and its effect on the comparison
 * @param advice how to fix it
 */
record LintFinding(Suite.Cell cell, String path, String message, String advice) {}
