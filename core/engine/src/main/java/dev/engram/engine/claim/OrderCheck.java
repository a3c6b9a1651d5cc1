package dev.engram.engine.claim;

import dev.engram.engine.statistics.Holm;
import dev.engram.engine.statistics.MannWhitney;
import dev.engram.engine.statistics.SignedRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A published order of cells. Each pair of neighbours is tested one-sided, with Holm's correction over the pairs: once
 * in the published direction, once in the opposite one. The test is the exact signed-rank test on the differences of
 * the seeds or, for cells whose seeds do not mean the same, the rank-sum test of Mann and Whitney.
 *
 * <pre>
 *   PASS: every pair is shown in the published direction       FAIL: a pair is shown in the opposite direction
 *   NEAR: neither                                              UNDECIDED: too few seeds for any pair to be shown
 * </pre>
 *
 * A run that diverged is larger than every number.
 *
 * @param ascending the statistics from the smallest to the largest, at least two
 * @param paired true if the runs of a seed share data, split and first weights, so that their difference means
 *     something. Runs that were made elsewhere are never paired
 */
public record OrderCheck(List<Statistic> ascending, boolean paired) implements ClaimCheck {
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
        List<String> means = new ArrayList<>();
        for (Statistic s : ascending) {
            double[] values = PairedValues.of(s, runs);
            if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
                return notRun(Missing.reading(s, values));
            }
            means.add(Digits.of(Arrays.stream(values).average().orElseThrow()));
        }
        List<NeighbourTest> tests = new ArrayList<>();
        for (int i = 0; i + 1 < ascending.size(); i++) {
            tests.add(NeighbourTest.of(ascending.get(i), ascending.get(i + 1), paired, runs));
        }
        double[] shown =
                Holm.adjust(tests.stream().mapToDouble(NeighbourTest::published).toArray());
        double[] reversed =
                Holm.adjust(tests.stream().mapToDouble(NeighbourTest::opposite).toArray());
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 0; i < tests.size(); i++) {
            numbers.put("p " + tests.get(i).pair(), shown[i]);
            numbers.put("p not " + tests.get(i).pair(), reversed[i]);
        }
        int least = tests.stream().mapToInt(NeighbourTest::n).min().orElseThrow();
        boolean unpaired = tests.stream().anyMatch(t -> !t.paired());
        return new CheckResult(
                what(),
                order(),
                String.join(", ", means) + " (n = " + least + (unpaired ? ", not paired)" : ")"),
                "",
                verdict(tests, shown, reversed),
                note(tests, shown, reversed),
                numbers);
    }

    private static boolean hasTooFewSeeds(List<NeighbourTest> tests) {
        return tests.stream().anyMatch(t -> t.leastP() >= LEVEL / tests.size());
    }

    private static Verdict verdict(List<NeighbourTest> tests, double[] shown, double... reversed) {
        if (Arrays.stream(reversed).anyMatch(p -> p < LEVEL)) {
            return Verdict.FAIL;
        }
        if (hasTooFewSeeds(tests)) {
            return Verdict.UNDECIDED;
        }
        return Arrays.stream(shown).allMatch(p -> p < LEVEL) ? Verdict.PASS : Verdict.NEAR;
    }

    private static String note(List<NeighbourTest> tests, double[] shown, double... reversed) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            String pair = tests.get(i).pair();
            if (reversed[i] < LEVEL) {
                words.add(pair + " is reversed (p = " + Digits.few(reversed[i]) + ")");
            } else if (shown[i] >= LEVEL) {
                words.add(pair + " is not shown");
            }
        }
        if (hasTooFewSeeds(tests)) {
            boolean unpaired = tests.stream().anyMatch(t -> !t.paired());
            int needed = unpaired ? leastSeedsOfEach(tests.size()) : leastSeeds(tests.size());
            words.add("at least " + needed + " seeds" + (unpaired ? " of each cell" : "") + " are needed");
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

    /** Returns the smallest number of seeds of each cell with which all pairs can be shown if they are not paired. */
    static int leastSeedsOfEach(int pairs) {
        int n = 1;
        while (MannWhitney.minimumP(n, n) >= LEVEL / pairs) {
            n++;
        }
        return n;
    }
}
