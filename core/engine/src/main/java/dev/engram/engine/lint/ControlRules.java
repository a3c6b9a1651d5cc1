package dev.engram.engine.lint;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.suite.Suite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that learning rules are compared with a control that does not train hidden layers. */
final class ControlRules {
    /** The rule that trains only the output layer. A result that it reaches does not need trained hidden layers. */
    static final String OUTPUT_ONLY = "output-only";

    private ControlRules() {}

    /** Finds rules for hidden layers that are compared without the control. */
    static Optional<LintFinding> missing(Suite suite, Optional<String> metric) {
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            List<Suite.Cell> deep = problem.stream()
                    .filter(c -> c.spec().task() instanceof RunSpec.Learning l
                            && l.network().size() > 1)
                    .toList();
            Set<String> rules = deep.stream()
                    .map(c ->
                            ((RunSpec.Learning) c.spec().task()).rule().entry().name())
                    .collect(Collectors.toSet());
            if (rules.size() > 1 && !rules.contains(OUTPUT_ONLY)) {
                String on = deep.get(0).problem().map(p -> " on " + p).orElse("");
                return Optional.of(new LintFinding(
                        deep.get(0),
                        "rule",
                        rules.size() + " learning rules are compared" + on
                                + " without a control, so it cannot be seen whether the hidden layers learn anything",
                        "add the rule " + OUTPUT_ONLY));
            }
        }
        return Optional.empty();
    }
}
