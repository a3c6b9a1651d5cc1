package dev.engram.engine.compare;

import dev.engram.engine.design.Design;
import dev.engram.engine.inference.UnpairedComparison;
import java.util.List;
import java.util.Optional;

/**
 * All results of a suite: a comparison for each problem, one over the problems, the tuning, and the warnings.
 *
 * @param parts one for each problem; a single one without a problem if the suite names none
 * @param design the factors and the declared family of questions; empty if there is nothing to compare
 * @param overall empty if there are fewer than two problems or variants, if they share no metric, and while runs are
 *     missing
 * @param excludedCells cells that are not run, with the reasons
 * @param tuned how hyperparameters were tuned; empty if they were not
 * @param warnings doubts about the protocol
 * @param notRunHere cells that were imported, next to those that were run here; apart from everything else
 */
public record SuiteComparison(
        String title,
        List<Part> parts,
        Optional<Design> design,
        Optional<OverallComparison> overall,
        List<ExcludedCell> excludedCells,
        Optional<TuningSummary> tuned,
        List<String> warnings,
        List<UnpairedComparison> notRunHere) {
    public SuiteComparison {
        parts = List.copyOf(parts);
        notRunHere = List.copyOf(notRunHere);
        excludedCells = List.copyOf(excludedCells);
        warnings = List.copyOf(warnings);
    }

    /** Without tuning and imported cells. */
    public SuiteComparison(
            String title,
            List<Part> parts,
            Optional<OverallComparison> overall,
            List<ExcludedCell> leftOut,
            List<String> warnings) {
        this(title, parts, Optional.empty(), overall, leftOut, Optional.empty(), warnings, List.of());
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
