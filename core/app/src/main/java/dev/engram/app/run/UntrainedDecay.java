package dev.engram.app.run;

import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.suite.Suite;
import java.util.List;
import java.util.Optional;

/** The warning about weight decay of layers that the learning rule does not train, which only a trial step shows. */
final class UntrainedDecay {
    private static final int MAX_NAMES = 3;

    private UntrainedDecay() {}

    /**
     * Returns the warning, unless the suite ignores it.
     *
     * @param found the names of weights that the rule does not train and the optimizer shrinks
     */
    static Optional<Warning> of(Suite suite, Suite.Cell cell, List<String> found) {
        if (found.isEmpty()
                || !(cell.spec().task() instanceof Learning task)
                || suite.ignoredLintRules().containsKey(Linter.UNTRAINED_DECAY)) {
            return Optional.empty();
        }
        String names = String.join(", ", found.subList(0, Math.min(MAX_NAMES, found.size())))
                + (found.size() > MAX_NAMES ? " and " + (found.size() - MAX_NAMES) + " more" : "");
        return Optional.of(new Warning(
                Linter.UNTRAINED_DECAY,
                cell.location("optimizer"),
                "optimizer",
                "weight decay shrinks the weights that " + task.rule().entry().name() + " does not train (" + names
                        + "), in a long run to nothing",
                "give this rule an optimizer without weight decay"));
    }
}
