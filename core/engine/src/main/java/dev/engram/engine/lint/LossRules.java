package dev.engram.engine.lint;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.suite.Suite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that compared losses have the same unit. */
final class LossRules {
    private static final String LOSS = "loss";

    private LossRules() {}

    /**
     * Finds cells that are compared by their own, different losses: the number 0.3 means something else in each of
     * them.
     */
    static Optional<LintFinding> mixed(Suite suite, Optional<String> metric) {
        if (!metric.equals(Optional.of(LOSS))) {
            return Optional.empty();
        }
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            Set<String> losses = new LinkedHashSet<>();
            Set<String> names = new LinkedHashSet<>();
            for (Suite.Cell c : problem) {
                if (c.spec().task() instanceof RunSpec.Learning l) {
                    losses.add(l.loss().text());
                    names.add(l.loss().entry().name());
                }
            }
            if (losses.size() > 1) {
                return Optional.of(new LintFinding(
                        problem.get(0),
                        LOSS,
                        "cells with different losses (" + String.join(", ", names.size() > 1 ? names : losses)
                                + ") are compared by their own loss, which has a different unit in each",
                        "put another metric first, such as accuracy"));
            }
        }
        return Optional.empty();
    }
}
