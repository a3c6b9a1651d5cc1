package dev.engram.api.junit;

import dev.engram.api.Difference;
import dev.engram.api.ResultRun;
import dev.engram.api.Results;
import java.util.List;
import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/** Assertions about the results of suites. The message of each failure has the difference and the whole table. */
public final class EngramAssertions {
    private EngramAssertions() {}

    /**
     * Asserts that something is not worse than its reference by more than a margin, on every problem and in every
     * stratum. The seeds must show it: the interval of the difference, which is corrected for all comparisons of the
     * suite, lies on the right side of the margin. An interval that is too wide fails, and the message says how many
     * more seeds would probably show a difference if that is known.
     *
     * @param cell what is compared, as in the name of a cell, such as {@code my-optimizer}
     * @param margin the largest difference that does not matter, in the unit of the metric that decides; not negative
     */
    public static void assertNotWorse(Results results, String cell, double margin) {
        for (Difference d : differences(results, cell)) {
            if (!d.isNotWorseBy(margin)) {
                boolean shown = d.direction() > 0 ? d.high() < -margin : d.low() > margin;
                throw failure(
                        String.format(
                                Locale.ROOT,
                                shown
                                        ? "%s is worse than %s by more than %s"
                                        : "%s may be worse than %s by more than %s",
                                d.cell(),
                                d.reference(),
                                margin),
                        d,
                        results);
            }
        }
    }

    /**
     * Asserts that something is better than its reference, on every problem and in every stratum: the test rejects
     * equality.
     *
     * @param cell what is compared, as in the name of a cell
     */
    public static void assertBetter(Results results, String cell) {
        for (Difference d : differences(results, cell)) {
            if (d.verdict() != Difference.Verdict.BETTER) {
                throw failure(d.cell() + " is not shown to be better than " + d.reference(), d, results);
            }
        }
    }

    /** Returns the differences in cells. Means over strata follow from them. */
    private static List<Difference> differences(Results results, String cell) {
        if (!results.failed().isEmpty()) {
            ResultRun run = results.failed().get(0);
            throw new AssertionFailedError(
                    "a run failed: " + run.cell() + " #" + run.seed() + ": " + run.reason() + "\n\n" + results.table());
        }
        List<Difference> all = results.differences().stream()
                .filter(d -> d.cell().equals(cell) && d.kind().equals("cells"))
                .toList();
        return all.isEmpty() ? List.of(results.difference(cell)) : all;
    }

    private static AssertionFailedError failure(String what, Difference d, Results results) {
        String more = d.moreSeeds().isPresent()
                ? "; about " + d.moreSeeds().getAsInt() + " more seeds would probably show a difference"
                : "";
        return new AssertionFailedError(what + ": " + d + more + "\n\n" + results.table());
    }
}
