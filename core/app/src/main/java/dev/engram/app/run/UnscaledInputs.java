package dev.engram.app.run;

import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.data.InputScales;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.suite.Suite;
import java.util.Locale;
import java.util.Optional;

/** The warning about unscaled inputs of very different scales, which only a look at the data shows. */
final class UnscaledInputs {
    private static final double MAX_RATIO = 100;

    private UnscaledInputs() {}

    /**
     * Returns the warning, unless the suite sets the scaling or ignores the warning.
     *
     * @param found the scales of inputs that are not scaled
     */
    static Optional<Warning> of(Suite suite, Suite.Cell cell, Optional<InputScales> found) {
        if (found.isEmpty()
                || found.get().ratio() <= MAX_RATIO
                || !(cell.spec().task() instanceof Learning task)
                || suite.ignoredLintRules().containsKey(Linter.UNSCALED_INPUTS)) {
            return Optional.empty();
        }
        String name = task.data().dataset().entry().name();
        if (cell.locations().containsKey("data." + name + ".scaling")) {
            return Optional.empty();
        }
        InputScales inputScales = found.get();
        String replaced = cell.problem().isPresent()
                ? " (the data of a problem replace the suite's, with all their settings)"
                : "";
        return Optional.of(new Warning(
                Linter.UNSCALED_INPUTS,
                cell.location("data"),
                "data",
                String.format(
                        Locale.ROOT,
                        "the inputs of %s are not scaled%s, and their standard deviations range from %.3g to %.3g: the"
                                + " largest may dominate all others",
                        name,
                        replaced,
                        inputScales.smallest(),
                        inputScales.largest()),
                "add scaling: standard to " + name + ", or scaling: none if that is intended"));
    }
}
