package dev.engram.engine.prose;

import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.significance.UnpairedComparison;
import dev.engram.engine.statistics.Distributions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences about cells that were not run here. */
public final class ImportedNotes {
    private static final double HUNDRED = 100;

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
        List<String> notes = new ArrayList<>();
        notes.add("Not run here: imported from " + sources + ". Seeds of other programs do not share our splits, first"
                + " weights and batches, so nothing is paired. Verdict and p: test of Mann and Whitney, "
                + "Holm's correction for " + tests + (tests == 1 ? " comparison" : " comparisons")
                + ", significance level " + Distributions.SIGNIFICANCE_LEVEL
                + ". Δ: there minus here, difference of the means with Welch's 95% interval, not corrected. A"
                + " run that diverged is the worst in the test, and not in the means. Settings and costs of"
                + " these runs are not known.");
        List<String> percent = all.stream()
                .filter(ImportedNotes::isPercent)
                .map(UnpairedComparison::metric)
                .distinct()
                .toList();
        if (!percent.isEmpty()) {
            notes.add("Warning: " + String.join(", ", percent) + ": all values here are at most 1, and those not run"
                    + " here are above 1; if they are percent, remove them (engram store prune --suite"
                    + " \"NAME (not run here)\"), divide them by 100 and import them again");
        }
        return List.copyOf(notes);
    }

    /** Metrics of which more is better are often shares. */
    private static boolean isPercent(UnpairedComparison c) {
        double[] here = c.here().map(UnpairedComparison.Sample::finite).orElse(new double[0]);
        double[] there = c.there().finite();
        return c.direction() > 0
                && here.length > 0
                && there.length > 0
                && Arrays.stream(here).allMatch(v -> v >= 0 && v <= 1)
                && Arrays.stream(there).allMatch(v -> v > 1 && v <= HUNDRED);
    }
}
