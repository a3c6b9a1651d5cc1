package dev.engram.engine.prose;

import dev.engram.engine.compare.SuiteComparison;
import java.util.List;
import java.util.stream.Stream;

/** What is to be known about a whole suite, in words. */
public final class SuiteNotes {
    private SuiteNotes() {}

    /** What is shown over several problems, in words. */
    public static List<String> overProblems(SuiteComparison suite) {
        return Stream.concat(
                        suite.overall().stream().flatMap(o -> OverallVerdicts.of(o).stream()),
                        suite.profile().stream().flatMap(p -> TargetProfileVerdicts.of(p).stream()))
                .toList();
    }

    /** Everything that is neither a number nor a verdict, in words. */
    public static List<String> notes(SuiteComparison suite) {
        List<String> left = suite.excludedCells().stream()
                .map(l -> l.name() + " " + (l.impossible() ? "" : "is ") + l.kind() + ": " + l.reason()
                        + (l.reason().endsWith(".") ? "" : "."))
                .toList();
        return Stream.of(
                        suite.tuned().stream().flatMap(t -> TuningNotes.of(t).stream()),
                        left.stream(),
                        suite.warnings().stream().map(w -> "Warning: " + w))
                .flatMap(s -> s)
                .toList();
    }
}
