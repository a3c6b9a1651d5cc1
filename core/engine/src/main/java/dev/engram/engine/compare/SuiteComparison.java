package dev.engram.engine.compare;

import java.util.List;
import java.util.Optional;

/**
 * All that the results of a suite say: a comparison for each problem, one over the problems, and what is to be known beside.
 *
 * @param parts one for each problem; the only one has no problem where the suite names none
 * @param overall empty where there are fewer than two problems or variants, or nothing that is measured on all of them, and while runs
 *     are missing
 * @param excludedCells cells that are not run, with their reasons
 * @param tuned how hyperparameters were chosen before; empty where they were not
 * @param warnings what is doubtful about the protocol
 */
public record SuiteComparison(
        String title,
        List<Part> parts,
        Optional<OverallComparison> overall,
        List<ExcludedCell> excludedCells,
        Optional<TuningSummary> tuned,
        List<String> warnings) {
    public SuiteComparison {
        parts = List.copyOf(parts);
        excludedCells = List.copyOf(excludedCells);
        warnings = List.copyOf(warnings);
    }

    /** Of a suite in which nothing was tuned. */
    public SuiteComparison(
            String title,
            List<Part> parts,
            Optional<OverallComparison> overall,
            List<ExcludedCell> leftOut,
            List<String> warnings) {
        this(title, parts, overall, leftOut, Optional.empty(), warnings);
    }

    /** The variants of one problem. */
    public record Part(Optional<String> problem, Comparison comparison) {}

    /** Over the problems whose target is reached; empty where these are fewer than two, and while runs are missing. */
    public Optional<TargetProfile> profile() {
        return parts.stream().anyMatch(p -> p.comparison().hasMissingRuns())
                ? Optional.empty()
                : TargetProfile.of(parts);
    }
}
