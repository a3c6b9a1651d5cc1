package dev.engram.app.run;

import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.data.TargetSpread;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.suite.Suite;
import java.util.Locale;
import java.util.Optional;

/** The warning about large or small numbers to predict that are not scaled, which only a look at the data shows. */
final class UnscaledTargets {
    /** The largest ordinary mean or standard deviation of a target. Errors, and so gradients, are of this size. */
    private static final double MAX_SIZE = 10;
    /** The smallest ordinary standard deviation of a target. */
    private static final double MIN_DEVIATION = 0.01;

    private UnscaledTargets() {}

    /**
     * Returns the warning, unless the suite sets the scaling of targets or ignores the warning.
     *
     * @param found the spread of targets that are not scaled
     */
    static Optional<Warning> of(Suite suite, Suite.Cell cell, Optional<TargetSpread> found) {
        if (found.isEmpty()
                || found.get().size() <= MAX_SIZE && found.get().deviation() >= MIN_DEVIATION
                || !(cell.spec().task() instanceof Learning task)
                || suite.ignoredLintRules().containsKey(Linter.UNSCALED_TARGETS)) {
            return Optional.empty();
        }
        String name = task.data().dataset().entry().name();
        if (cell.locations().containsKey("data." + name + ".target-scaling")) {
            return Optional.empty();
        }
        TargetSpread spread = found.get();
        return Optional.of(new Warning(
                Linter.UNSCALED_TARGETS,
                cell.location("data"),
                "data",
                String.format(
                        Locale.ROOT,
                        "target %d of %s is not scaled, and has the mean %.3g and the standard deviation %.3g: %s",
                        spread.target(),
                        name,
                        spread.mean(),
                        spread.deviation(),
                        spread.size() > MAX_SIZE
                                ? "gradients of that size make training unstable or slow"
                                : "the loss hardly tells good predictions from bad ones"),
                "add target-scaling: standard to " + name + "; results stay in the unit of the data set. Or add"
                        + " target-scaling: none if that is intended"));
    }
}
