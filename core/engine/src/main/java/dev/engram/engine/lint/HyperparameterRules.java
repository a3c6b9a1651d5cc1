package dev.engram.engine.lint;

import dev.engram.engine.suite.DroppedHyperparameters;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.yaml.Excerpt;
import java.util.Optional;

/** Checks that the comparison uses the hyperparameters that the suite sets. */
final class HyperparameterRules {
    private HyperparameterRules() {}

    /** Finds a component with hyperparameters that the comparison replaces by its name, and so by its defaults. */
    static Optional<LintFinding> dropped(Suite suite, Optional<String> metric) {
        return suite.options().dropped().stream().findFirst().map(HyperparameterRules::finding);
    }

    private static LintFinding finding(DroppedHyperparameters d) {
        String component = Excerpt.of(d.component());
        return new LintFinding(
                d.location(),
                d.path(),
                "the comparison has only the name " + d.name() + ", which stands for the defaults, in place of "
                        + component + " here",
                "write " + component + " there as well, or {" + d.name() + ": {}} if the defaults are meant");
    }
}
