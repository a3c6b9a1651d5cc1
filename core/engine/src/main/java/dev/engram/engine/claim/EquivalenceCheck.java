package dev.engram.engine.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A statement that two cells do not differ by more than a margin, or that one does not exceed the other by more: two
 * one-sided signed-rank tests, or one, on the differences of their seeds.
 *
 * <pre>
 *   PASS: the difference is shown to be inside the margin      FAIL: it is shown to be outside
 *   NEAR: neither                                              UNDECIDED: fewer than five seeds
 * </pre>
 *
 * @param statistic that of the first cell
 * @param other that of the second cell
 * @param margin the largest difference that does not matter
 * @param oneSided true if only a larger value of the first cell matters
 */
public record EquivalenceCheck(Statistic statistic, Statistic other, double margin, boolean oneSided)
        implements ClaimCheck {
    private static final double LEVEL = 0.05;

    @Override
    public List<Statistic> statistics() {
        return Stream.of(statistic, other).flatMap(Statistic::parts).toList();
    }

    private String what() {
        return statistic.words();
    }

    private String statement() {
        return (oneSided ? "at most " : "equal to ") + other.cell() + (oneSided ? " + " : " ± ") + Digits.of(margin);
    }

    @Override
    public CheckResult notRun(String reason) {
        return CheckResult.notRun(what(), statement(), reason);
    }

    @Override
    public CheckResult judge(ClaimRuns runs) {
        for (Statistic s : List.of(statistic, other)) {
            double[] values = PairedValues.of(s, runs);
            if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
                return notRun(Missing.reading(s, values));
            }
        }
        double[] differences = PairedValues.differences(statistic, other, runs);
        boolean below = shown(differences, -1, margin);
        boolean above = oneSided || shown(differences, 1, margin);
        boolean outside = shown(differences, 1, -margin) || !oneSided && shown(differences, -1, -margin);
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        return new CheckResult(
                what(),
                statement(),
                "difference " + Digits.of(mean) + " (n = " + differences.length + ")",
                "",
                verdict(differences.length, below && above, outside),
                "",
                new TreeMap<>(Map.of("difference", mean, "margin", margin, "ours_n", (double) differences.length)));
    }

    /** Returns whether sign times difference is shown to be above -margin. */
    private static boolean shown(double[] differences, int sign, double margin) {
        return PairedValues.oneSided(
                        Arrays.stream(differences).map(d -> sign * d + margin).toArray())
                < LEVEL;
    }

    private static Verdict verdict(int seeds, boolean inside, boolean outside) {
        if (outside) {
            return Verdict.FAIL;
        }
        if (seeds < OrderCheck.leastSeeds(1)) {
            return Verdict.UNDECIDED;
        }
        return inside ? Verdict.PASS : Verdict.NEAR;
    }
}
