package dev.engram.engine.prose;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import java.util.List;
import java.util.stream.Stream;

/** The verdicts and notes that concern a whole suite. */
public final class SuiteNotes {
    private SuiteNotes() {}

    /** The verdicts over several problems. */
    public static List<String> overProblems(SuiteComparison suite) {
        return Stream.concat(
                        suite.overall().stream().flatMap(o -> OverallVerdicts.of(o).stream()),
                        suite.profile().stream().flatMap(p -> TargetProfileVerdicts.of(p).stream()))
                .toList();
    }

    /** The legend of the tables of all problems, every line once, then what is said of single cells. */
    public static List<String> legend(SuiteComparison suite) {
        return withCells(Legend.of(comparisons(suite), suite.design()), suite);
    }

    /** The same for the console. */
    public static List<String> legendOnConsole(SuiteComparison suite) {
        return withCells(Legend.onConsole(comparisons(suite), suite.design()), suite);
    }

    private static List<Comparison> comparisons(SuiteComparison suite) {
        return suite.parts().stream().map(SuiteComparison.Part::comparison).toList();
    }

    private static List<String> withCells(List<String> legend, SuiteComparison suite) {
        return Stream.concat(legend.stream(), suite.parts().stream().flatMap(SuiteNotes::ofCells))
                .toList();
    }

    private static Stream<String> ofCells(SuiteComparison.Part part) {
        return Notes.ofCells(part.comparison()).stream()
                .map(n -> part.problem().map(p -> p + ": ").orElse("") + n);
    }

    /** How the suite was tuned, what it does not run, and what is doubtful about it. */
    public static List<String> notes(SuiteComparison suite) {
        List<String> left = suite.notRun().excluded().stream()
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
