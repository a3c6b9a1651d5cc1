package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiProblemComparisonTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[][] GOLDEN = {
        {.90, .88, .91, .85},
        {.80, .79, .83, .77},
        {.95, .95, .96, .90},
        {.70, .72, .74, .65},
        {.60, .58, .63, .59},
        {.85, .83, .84, .80}
    };

    private static List<Score> scores(double[][] table) {
        List<Score> scores = new ArrayList<>();
        for (int p = 0; p < table.length; p++) {
            for (int v = 0; v < table[p].length; v++) {
                scores.add(new Score("p" + p, "m" + (v + 1), 7, table[p][v]));
            }
        }
        return scores;
    }

    @Test
    void theGoldenExampleOfSixProblemsAndFourMethods() {
        Friedman f = Friedman.of(GOLDEN, 1);
        assertArrayEquals(new double[] {2.083333, 2.916667, 1.166667, 3.833333}, f.meanRanks(), 1e-6);
        assertEquals(14.05, f.chiSquared(), 1e-12);
        assertEquals(14.288136, f.chiSquaredTies(), 1e-6);
        assertEquals(.00253807, f.pTies(), 1e-8);
        assertEquals(17.784810, f.f(), 1e-6);
        assertEquals(3.34e-05, f.pF(), 1e-7);
        assertEquals(
                1.914820,
                Nemenyi.criticalDifference(4, 6, .05),
                4e-5,
                "2.569, cut to three decimals, times sqrt(20 / 36)");
    }

    @Test
    void onlyTheBestAndTheWorstOfTheExampleDiffer() {
        MultiProblemComparison a = MultiProblemComparison.of(scores(GOLDEN), 1, Optional.empty());
        assertEquals(List.of(List.of("m3", "m1", "m2"), List.of("m1", "m2", "m4")), a.cliques());
        assertEquals(6, a.pairs().size());
        assertEquals(
                2 * 2 / 64.0,
                a.pairs().get(4).comparison().test().p(),
                "m2 is above m4 but for the smallest difference");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1.960, 1.645",
        "3, 2.344, 2.052",
        "4, 2.569, 2.291",
        "5, 2.728, 2.460",
        "6, 2.850, 2.589",
        "7, 2.948, 2.693",
        "8, 3.031, 2.780",
        "9, 3.102, 2.855",
        "10, 3.164, 2.920",
        "12, 3.268, ",
        "50, 3.992, "
    })
    void theStudentisedRange(int methods, double q5, Double q10) {
        assertEquals(q5, Nemenyi.q(methods, 0.05), 5.1e-4);
        if (q10 != null) {
            assertEquals(q10, Nemenyi.q(methods, 0.10), 5.1e-4);
        }
    }

    @Test
    void againstAControlThereIsOneComparisonForEachOther() {
        MultiProblemComparison a = MultiProblemComparison.of(scores(GOLDEN), 1, Optional.of("m3"));
        assertEquals(
                List.of("m1", "m2", "m4"),
                a.pairs().stream().map(MultiProblemComparison.Pair::a).toList());
        assertTrue(a.pairs().stream()
                .allMatch(p -> p.b().equals("m3") && p.comparison().tendency() < 0));
        assertEquals(0.09375, a.pairs().get(2).pHolm(), 1e-12);
    }

    @Test
    void ranksAreOfMediansOverSeedsWithMissesAsWorst() {
        List<Score> scores = new ArrayList<>();
        double[][] a = {{1, 2, 9}, {NAN, 1, 1}};
        double[][] b = {{3, 3, 3}, {NAN, NAN, 5}};
        for (int p = 0; p < 2; p++) {
            for (int s = 0; s < 3; s++) {
                scores.add(new Score("p" + p, "a", s, a[p][s]));
                scores.add(new Score("p" + p, "b", s, b[p][s]));
            }
        }
        scores.add(new Score("half", "a", 1, 1));
        MultiProblemComparison across = MultiProblemComparison.of(scores, -1, Optional.empty());
        assertArrayEquals(new double[] {2, 3}, across.medians()[0]);
        assertArrayEquals(new double[] {1, INF}, across.medians()[1]);
        assertArrayEquals(new double[] {1, 2}, across.friedman().orElseThrow().meanRanks());
        assertEquals(Map.of("half", Set.of("b")), across.incomplete());
    }

    @Test
    void problemsThatAllAgreeOrAllTie() {
        Friedman same = Friedman.of(new double[][] {{1, 2, 3}, {4, 5, 6}, {0, NAN, NAN}}, -1);
        assertArrayEquals(new double[] {1, 6.5 / 3, 8.5 / 3}, same.meanRanks(), 1e-12);
        Friedman unanimous = Friedman.of(new double[][] {{1, 2, 3}, {4, 5, 6}, {0, 1, 2}}, -1);
        assertEquals(INF, unanimous.f());
        assertEquals(1 / 36.0, unanimous.pF(), 1e-12);
        Friedman tied = Friedman.of(new double[][] {{1, 1}, {0.3, 0.1 + 0.2}}, 1);
        assertEquals(0, tied.chiSquaredTies());
        assertEquals(1, tied.pTies());
        assertEquals(1, tied.pF());
    }

    @Test
    void oneProblemHasPairsAndNoRanks() {
        MultiProblemComparison a = MultiProblemComparison.of(scores(new double[][] {{1, 2}}), 1, Optional.empty());
        assertEquals(Optional.empty(), a.friedman());
        assertEquals(List.of(), a.cliques());
        assertEquals(1, a.pairs().get(0).pHolm());
    }

    @Test
    void mistakesOfTheCallerAreRefused() {
        List<Score> twice = List.of(new Score("p", "m", 1, 1), new Score("p", "m", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> MultiProblemComparison.of(twice, 1, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class, () -> MultiProblemComparison.of(scores(GOLDEN), 1, Optional.of("m9")));
        assertThrows(IllegalArgumentException.class, () -> Friedman.of(new double[][] {{1, 2}}, 1));
    }

    /** Problem by problem 1 and 2, 3 and 1, miss and 1, nobody. */
    @Test
    void profilesCountMissesAsNever() {
        PerformanceProfile p = PerformanceProfile.of(new double[][] {{10, 20}, {30, 10}, {NAN, 5}, {INF, NAN}});
        assertArrayEquals(new double[] {1, 3, INF, INF}, p.ratios(0));
        assertArrayEquals(new double[] {1, 1, 2, INF}, p.ratios(1));
        assertEquals(0.25, p.share(0, 1));
        assertEquals(0.5, p.share(0, 1e300));
        assertEquals(0.5, p.share(0, INF));
        assertEquals(0.75, p.share(1, 2));
        assertEquals((3 + 1) / 12.0, p.score(0, 4), 1e-15);
        assertEquals((3 + 3 + 2) / 12.0, p.score(1, 4), 1e-15);
        assertEquals(
                new ConfidenceInterval(0, 1),
                p.confidenceBand(0, 3),
                "2 of 4: none or all have each a chance of 1 / 16");
        assertEquals(
                new ConfidenceInterval(0, 0),
                PerformanceProfile.of(new double[][] {{1, NAN}}).confidenceBand(1, 9));
    }

    @Test
    void profilesOfFreeProblemsAndOfNonsense() {
        assertArrayEquals(new double[] {1, INF}, new double[] {
            PerformanceProfile.of(new double[][] {{0, 3}}).ratios(0)[0],
            PerformanceProfile.of(new double[][] {{0, 3}}).ratios(1)[0]
        });
        assertThrows(IllegalArgumentException.class, () -> PerformanceProfile.of(new double[][] {{-1, 3}}));
        assertThrows(IllegalArgumentException.class, () -> PerformanceProfile.of(new double[0][0]));
    }

    /** SciPy 1.17: binomtest(3, 14). */
    @Test
    void mcNemarIsTheBinomialTestOfWhatDiffers() {
        boolean[] a = new boolean[30];
        boolean[] b = new boolean[30];
        for (int i = 0; i < 30; i++) {
            a[i] = i < 13;
            b[i] = i >= 3 && i < 24;
        }
        assertEquals(new McNemar(10, 3, 11, 6, 0.057373047), McNemar.of(a, b));
        assertEquals(1, McNemar.of(a, a).p());
        assertThrows(IllegalArgumentException.class, () -> McNemar.of(a, new boolean[2]));
    }

    /** NumPy: mean / sqrt((1/5 + 1/4) s^2) = 1.394972, and twice the tail of t with four degrees of freedom. */
    @Test
    void resampledSplitsAreCorrectedForWhatTheyShare() {
        ResampledT t = ResampledT.of(new double[] {.01, .03, -.01, .02, .04}, 80, 20);
        assertEquals(1.3949716649, t.t(), 1e-9);
        assertEquals(0.23549636, t.p(), 1e-8);
        assertEquals(0.018, (t.interval().low() + t.interval().high()) / 2, 1e-12);
        assertEquals(1, ResampledT.of(new double[3], 80, 20).p());
        assertTrue(Double.isNaN(ResampledT.of(new double[] {1}, 80, 20).p()));
        assertThrows(IllegalArgumentException.class, () -> ResampledT.of(new double[] {1, NAN}, 80, 20));
        assertThrows(IllegalArgumentException.class, () -> ResampledT.of(new double[] {1, 2}, 0, 20));
    }
}
