package dev.engram.engine.prose;

import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.inference.UnpairedComparison;
import dev.engram.engine.statistics.Distributions;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences about cells that were not run here. */
public final class ImportedNotes {
    private ImportedNotes() {}

    /** Where the cells come from, and how they are compared; empty if there are none. */
    public static List<String> of(SuiteComparison suite) {
        List<UnpairedComparison> all = suite.notRun().imported();
        if (all.isEmpty()) {
            return List.of();
        }
        String sources = all.stream().map(c -> c.there().source()).distinct().collect(Collectors.joining(", "));
        long tests = all.stream()
                .collect(Collectors.groupingBy(UnpairedComparison::metric, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(n -> n)
                .max()
                .orElse(0);
        return List.of(
                "Not run here: imported from " + sources + ". Seeds of other programs do not share our splits, first"
                        + " weights and batches, so nothing is paired. Verdict and p: test of Mann and Whitney, "
                        + "Holm's correction for " + tests + (tests == 1 ? " comparison" : " comparisons")
                        + ", significance level " + Distributions.SIGNIFICANCE_LEVEL
                        + ". Δ: there minus here, difference of the means with Welch's 95% interval, not corrected. A"
                        + " run that diverged is the worst in the test, and not in the means. Settings and costs of"
                        + " these runs are not known.");
    }
}
