package dev.engram.engine.compare;

import dev.engram.engine.design.Design;
import dev.engram.engine.significance.UnpairedComparison;
import java.util.List;
import java.util.Optional;

/**
 * All results of a suite: a comparison for each problem, one over the problems, the tuning, and the warnings.
 *
 * @param parts one for each problem; a single one without a problem if the suite names none
 * @param design the factors and the declared family of questions; empty if there is nothing to compare
 * @param overall empty if there are fewer than two problems or variants, if they share no metric, and while runs are
 *     missing
 * @param notRun cells that have no runs here
 * @param tuned how hyperparameters were tuned; empty if they were not
 * @param warnings doubts about the protocol
 */
public record SuiteComparison(
        String title,
        List<Part> parts,
        Optional<Design> design,
        Optional<OverallComparison> overall,
        NotRun notRun,
        Optional<TuningSummary> tuned,
        List<String> warnings) {
    /**
     * Cells that have no runs here.
     *
     * @param excluded cells that are not run, with the reasons
     * @param imported cells that were imported, next to those that were run here; apart from everything else
     */
    public record NotRun(List<ExcludedCell> excluded, List<UnpairedComparison> imported) {
        /** No such cells. */
        public static final NotRun NONE = new NotRun(List.of(), List.of());

        public NotRun {
            excluded = List.copyOf(excluded);
            imported = List.copyOf(imported);
        }
    }

    public SuiteComparison {
        parts = List.copyOf(parts);
        warnings = List.copyOf(warnings);
    }

    /** Without tuning and imported cells. */
    public SuiteComparison(
            String title,
            List<Part> parts,
            Optional<OverallComparison> overall,
            List<ExcludedCell> leftOut,
            List<String> warnings) {
        this(title, parts, Optional.empty(), overall, new NotRun(leftOut, List.of()), Optional.empty(), warnings);
    }

    /** The variants of one problem. */
    public record Part(Optional<String> problem, Comparison comparison) {}

    /**
     * The profile over the problems whose target is reached; empty if there are fewer than two, and while runs are
     * missing.
     */
    public Optional<TargetProfile> profile() {
        return parts.stream().anyMatch(p -> p.comparison().hasMissingRuns())
                ? Optional.empty()
                : TargetProfile.of(parts);
    }
}
