package dev.engram.engine.claim;

import dev.engram.engine.statistics.Holm;
import dev.engram.engine.statistics.SignedRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A published order of cells. Each pair of neighbours is tested with the exact signed-rank test on the differences of
 * their seeds, one-sided, with Holm's correction over the pairs: once in the published direction, once in the opposite
 * one.
 *
 * <pre>
 *   PASS: every pair is shown in the published direction       FAIL: a pair is shown in the opposite direction
 *   NEAR: neither                                              UNDECIDED: too few seeds for any pair to be shown
 * </pre>
 *
 * A run that diverged is larger than every number.
 *
 * @param ascending the statistics from the smallest to the largest, at least two
 */
public record OrderCheck(List<Statistic> ascending) implements ClaimCheck {
    private static final double LEVEL = 0.05;

    public OrderCheck {
        ascending = List.copyOf(ascending);
    }

    @Override
    public List<Statistic> statistics() {
        return ascending.stream().flatMap(Statistic::parts).toList();
    }

    private String what() {
        return "order of " + ascending.get(0).metric()
                + (ascending.get(0).at().kind() == ReadingTime.Kind.END
                        ? ""
                        : ", " + ascending.get(0).at().text());
    }

    private String order() {
        return ascending.stream().map(Statistic::cell).collect(Collectors.joining(" < "));
    }

    @Override
    public CheckResult notRun(String reason) {
        return CheckResult.notRun(what(), order(), reason);
    }

    @Override
    public CheckResult judge(ClaimRuns runs) {
        int pairs = ascending.size() - 1;
        double[] published = new double[pairs];
        double[] opposite = new double[pairs];
        List<String> means = new ArrayList<>();
        Map<String, Double> numbers = new LinkedHashMap<>();
        int least = Integer.MAX_VALUE;
        for (Statistic s : ascending) {
            double[] values = PairedValues.of(s, runs);
            if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
                return notRun(Missing.reading(s, values));
            }
            means.add(Digits.of(Arrays.stream(values).average().orElseThrow()));
        }
        for (int i = 0; i < pairs; i++) {
            double[] differences = PairedValues.differences(ascending.get(i + 1), ascending.get(i), runs);
            least = Math.min(least, differences.length);
            published[i] = PairedValues.oneSided(differences);
            opposite[i] = PairedValues.oneSided(
                    Arrays.stream(differences).map(d -> -d).toArray());
        }
        double[] shown = Holm.adjust(published);
        double[] reversed = Holm.adjust(opposite);
        for (int i = 0; i < pairs; i++) {
            String pair = ascending.get(i).cell() + " < " + ascending.get(i + 1).cell();
            numbers.put("p " + pair, shown[i]);
            numbers.put("p not " + pair, reversed[i]);
        }
        return new CheckResult(
                what(),
                order(),
                String.join(", ", means) + " (n = " + least + ")",
                "",
                verdict(least, shown, reversed),
                note(least, shown, reversed),
                numbers);
    }

    private static Verdict verdict(int seeds, double[] shown, double... reversed) {
        if (Arrays.stream(reversed).anyMatch(p -> p < LEVEL)) {
            return Verdict.FAIL;
        }
        if (seeds < leastSeeds(shown.length)) {
            return Verdict.UNDECIDED;
        }
        return Arrays.stream(shown).allMatch(p -> p < LEVEL) ? Verdict.PASS : Verdict.NEAR;
    }

    private String note(int seeds, double[] shown, double... reversed) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            String pair = ascending.get(i).cell() + " < " + ascending.get(i + 1).cell();
            if (reversed[i] < LEVEL) {
                words.add(pair + " is reversed (p = " + Digits.few(reversed[i]) + ")");
            } else if (shown[i] >= LEVEL) {
                words.add(pair + " is not shown");
            }
        }
        int needed = leastSeeds(shown.length);
        if (seeds < needed) {
            words.add("at least " + needed + " seeds are needed");
        }
        return String.join("; ", words);
    }

    /** Returns the smallest number of seeds with which all pairs can be shown: 2^-n below the level over the pairs. */
    static int leastSeeds(int pairs) {
        int n = 1;
        while (SignedRank.minimumP(n) / 2 >= LEVEL / pairs) {
            n++;
        }
        return n;
    }
}
