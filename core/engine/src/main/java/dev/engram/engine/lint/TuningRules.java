package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.tuning.Tuning;
import java.util.List;
import java.util.Optional;

/** Checks that compared cells are tuned alike. */
final class TuningRules {
    private TuningRules() {}

    /**
     * Finds cells with trials next to cells without, which are at a disadvantage. A control with nothing to tune may be
     * intended.
     */
    static Optional<LintFinding> unequal(Suite suite, Optional<String> metric) {
        if (suite.tuning().isEmpty()) {
            return Optional.empty();
        }
        Tuning tuning = suite.tuning().get();
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            Optional<Suite.Cell> bare = problem.stream()
                    .filter(c -> tuning.spaces().get(c.name()).isEmpty())
                    .findFirst();
            Optional<Suite.Cell> tuned = problem.stream()
                    .filter(c -> !tuning.spaces().get(c.name()).isEmpty())
                    .findFirst();
            if (bare.isPresent() && tuned.isPresent()) {
                return Optional.of(new LintFinding(
                        bare.get(),
                        "optimizer",
                        "'" + tuned.get().name() + "' is the best of " + tuning.trials() + " trials, but in '"
                                + bare.get().name()
                                + "' there is nothing to tune, so a difference may be due to that alone",
                        "add something to the space for every cell"));
            }
        }
        return Optional.empty();
    }
}
