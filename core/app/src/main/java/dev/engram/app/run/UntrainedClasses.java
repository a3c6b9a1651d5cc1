package dev.engram.app.run;

import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.suite.Suite;
import java.util.List;
import java.util.Optional;

/** The warning about classes that are tested but never trained, which only a look at the data shows. */
final class UntrainedClasses {
    private static final int MAX_NAMES = 3;

    private UntrainedClasses() {}

    /**
     * Returns the warning, unless the suite ignores it.
     *
     * @param found the classes without a training example
     */
    static Optional<Warning> of(Suite suite, Suite.Cell cell, List<String> found) {
        if (found.isEmpty()
                || !(cell.spec().task() instanceof Learning task)
                || suite.ignoredLintRules().containsKey(Linter.UNTRAINED_CLASSES)) {
            return Optional.empty();
        }
        String name = task.data().dataset().entry().name();
        String names = String.join(", ", found.subList(0, Math.min(MAX_NAMES, found.size())))
                + (found.size() > MAX_NAMES ? " and " + (found.size() - MAX_NAMES) + " more" : "");
        return Optional.of(new Warning(
                Linter.UNTRAINED_CLASSES,
                cell.location("data"),
                "data",
                (found.size() == 1 ? "a class of " : found.size() + " classes of ") + name
                        + " cannot be learnt, because validation or test data have "
                        + (found.size() == 1 ? "it" : "them") + " and the training data do not: "
                        + names,
                "give each class more examples; or, with split: in-order, shuffle the file if it is sorted by class"));
    }
}
