package dev.engram.engine.lint;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.suite.Suite;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that nothing is chosen by the test data. */
final class TestDataRules {
    /** The prefixes of paths to hyperparameters. */
    private static final List<String> TUNED = List.of("optimizer.", "rule.", "loss.");

    private TestDataRules() {}

    /** Finds an axis over numbers inside a component: it is a search, and the tables contain test results. */
    static Optional<LintFinding> choosing(Suite suite, Optional<String> metric) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Suite.Cell cell : suite.cells()) {
            if (cell.spec().task() instanceof RunSpec.Learning) {
                cell.axes().forEach((axis, label) -> {
                    if (TUNED.stream().anyMatch(axis::startsWith)) {
                        values.computeIfAbsent(axis, k -> new LinkedHashSet<>()).add(label);
                    }
                });
            }
        }
        return values.entrySet().stream()
                .filter(e -> e.getValue().size() > 2 && e.getValue().stream().allMatch(TestDataRules::number))
                .findFirst()
                .map(e -> new LintFinding(
                        suite.cells().get(0),
                        e.getKey(),
                        "the " + e.getValue().size() + " values of " + e.getKey()
                                + " are compared on test data: the best of them looks better than it is",
                        "choose one on validation data and other seeds, as tune does"));
    }

    /** Finds curves on test data, which must not become a way to choose. */
    static Optional<LintFinding> curves(Suite suite, Optional<String> metric) {
        return suite.cells().stream()
                .filter(c -> c.spec().training().monitoring().curves().contains(TrainingSettings.Curve.TEST))
                .findFirst()
                .map(c -> new LintFinding(
                        c,
                        "training.curves",
                        "curves on test data are for figures next to published curves; patience, keep, target and tune"
                                + " read validation data only",
                        "choose nothing by these curves, neither a number of epochs nor a hyperparameter"));
    }

    private static boolean number(String label) {
        try {
            Double.parseDouble(label);
            return true;
        } catch (NumberFormatException e) {
            return false; // a word
        }
    }
}
