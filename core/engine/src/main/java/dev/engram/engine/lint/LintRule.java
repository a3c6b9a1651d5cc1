package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;
import java.util.Optional;

/** A rule that looks for one doubtful thing in the protocol of a suite. */
@FunctionalInterface
interface LintRule {
    /**
     * Returns the first place where the suite breaks the rule, if any.
     *
     * @param metric the metric of the comparison; empty while it is not known
     */
    Optional<LintFinding> find(Suite suite, Optional<String> metric);
}
