package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedDifferencesTest {
    private static final double[] A = {.123, .087, .205, .176, .142, .098, .156, .201, .110, .134};
    private static final double[] B = {.131, .095, .199, .190, .150, .097, .170, .215, .121, .149};
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static PairedDifferences paired(double[] a, double[] b, int direction) {
        return PairedDifferences.of(a, b, direction, new Bootstrap());
    }

    private static SampleSize sampleSize(double... differences) {
        return WalshAverages.of(Arrays.stream(differences)
                        .mapToObj(d ->
                                Double.isInfinite(d) ? new PairDifference(Math.signum(d), 0, 0) : PairDifference.of(d))
                        .toArray(PairDifference[]::new))
                .sampleSize();
    }

    /**
     * Ranks 1, 2, three times 4, 6, three times 8, 10: at most 3 are reached by {}, {1}, {2} and {1, 2}, so
     * p = 2 * 4 / 1024.
     * Tables that know no ties also count {3} and say 10 / 1024.
     */
    @Test
    void theGoldenExampleOfTheSignedRankTest() {
        SignedRank test = paired(A, B, -1).test();
        assertEquals(3, test.w());
        assertEquals(52, test.negativeRankSum());
        assertEquals(8 / 1024.0, test.p());
        double[] apart = new double[10];
        Arrays.setAll(apart, i -> A[i] - B[i] + i * 1e-6 * (A[i] - B[i]));
        assertEquals(3, SignedRank.of(apart).w());
        assertEquals(0.009765625, SignedRank.of(apart).p());
    }

    @Test
    void roundingErrorsAreNeitherDifferencesNorRanks() {
        PairedDifferences p = paired(new double[] {0.1 + 0.2, 0.3 - 0.1, 0.7}, new double[] {0.3, 0.3, 0.8}, 1);
        assertEquals(1, p.equal());
        assertEquals(5, p.test().negativeRankSum(), "1 is a zero, then two times 2.5");
        assertEquals(0.5, p.test().p());
    }

    @Test
    void signedRanksAreCountedAsByTryingAllSigns() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(11);
            double[] d = new double[n];
            Arrays.setAll(d, i -> random.nextInt(9) - 3);
            assertEquals(allSigns(d), SignedRank.of(d).p(), Arrays.toString(d));
        }
    }

    private static double allSigns(double[] d) {
        double[] ranks = new double[d.length];
        double observed = 0;
        for (int i = 0; i < d.length; i++) {
            int k = i;
            ranks[i] =
                    (Arrays.stream(d).filter(x -> Math.abs(x) < Math.abs(d[k])).count()
                                    + 1
                                    + Arrays.stream(d)
                                            .filter(x -> Math.abs(x) <= Math.abs(d[k]))
                                            .count())
                            / 2.0;
            observed += Math.signum(d[i]) * ranks[i];
        }
        int extreme = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (signs >> i & 1) == 0
                        ? Math.abs(Math.signum(d[i])) * ranks[i]
                        : -Math.abs(Math.signum(d[i])) * ranks[i];
            }
            extreme += Math.abs(sum) >= Math.abs(observed) ? 1 : 0;
        }
        return extreme / (double) (1 << d.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 30, 52, 53, 200, 500})
    void signedRanksAgreeWithTheLibraryWhereNothingTies(int n) {
        Random random = new Random(n);
        double[] d = random.doubles(n, -1, 1.5).toArray();
        assertEquals(
                WilcoxonSignedRankTest.withDefaults()
                        .with(PValueMethod.EXACT)
                        .test(d)
                        .getPValue(),
                SignedRank.of(d).p(),
                1e-12);
    }

    /** SciPy 1.17, wilcoxon(d, zero_method='pratt', correction=True, method='approx'). */
    @Test
    void manyDifferencesWithTiesAndAZeroTakeTheNormalApproximation() {
        double[] d = new double[620];
        Arrays.setAll(d, i -> i * 37 % 641 - 290);
        SignedRank test = SignedRank.of(d);
        assertFalse(test.exact());
        assertEquals(79830.5, test.w());
        assertEquals(0.00023248823906578647, test.p(), 1e-11);
    }

    @Test
    void allEqualPairsShowNothing() {
        PairedDifferences p = paired(A, A, 1);
        assertEquals(1, p.test().p());
        assertEquals(0.5, p.probabilityOfSuperiority());
        assertEquals(0, p.tendency());
        assertEquals(new ConfidenceInterval(0, 0), p.meanInterval());
        assertEquals(OptionalInt.empty(), p.sampleSize().additional(1));
    }

    @Test
    void oneSeedAndNoneAreNoEvidence() {
        PairedDifferences one = paired(new double[] {2}, new double[] {1}, 1);
        assertEquals(1, one.mean());
        assertFalse(one.meanInterval().exists());
        assertEquals(1, one.test().p());
        assertEquals(OptionalInt.of(5), one.sampleSize().additional(1), "2 / 2^6 is below 5%");
        PairedDifferences none = paired(new double[0], new double[0], 1);
        assertTrue(Double.isNaN(none.mean())
                && Double.isNaN(none.median())
                && Double.isNaN(none.test().p())
                && Double.isNaN(none.probabilityOfSuperiority()));
    }

    /** Lower is better: A misses once, B twice, once both. */
    @Test
    void aMissLosesAgainstEverythingAndTiesWithAMiss() {
        PairedDifferences p = paired(new double[] {1, NAN, NAN, 3, 5}, new double[] {2, 9, NAN, NAN, INF}, -1);
        assertEquals(5, p.n());
        assertEquals(1, p.finite());
        assertEquals(-1, p.mean());
        assertEquals(1, p.higher());
        assertEquals(1, p.equal());
        assertEquals(3, p.lower());
        assertEquals(0.7, p.probabilityOfSuperiority());
        assertEquals(-1, p.median());
        assertEquals(new ConfidenceInterval(-INF, INF), p.medianInterval());
        assertEquals(4, p.test().positiveRankSum(), "three infinite ones share rank 4");
        assertEquals(10, p.test().negativeRankSum());
    }

    @Test
    void whereNothingIsBetterThereIsNoMiss() {
        assertThrows(IllegalArgumentException.class, () -> paired(new double[] {NAN}, new double[] {1}, 0));
        assertThrows(IllegalArgumentException.class, () -> paired(new double[2], new double[3], 1));
        assertThrows(IllegalArgumentException.class, () -> SignedRank.of(NAN));
    }

    /** NumPy: the 0.855% and 99.145% quantiles of a million resampled means are 0.203 and 0.601. */
    @Test
    void theIntervalOfTheMeanIsTheExpandedPercentileOne() {
        ConfidenceInterval i = new Bootstrap().mean(.1, .5, .2, .9, .4, .35, .7, .61, .03, .15);
        assertEquals(0.203, i.low(), 0.006);
        assertEquals(0.601, i.high(), 0.006);
    }

    @Test
    void intervalsAreTheSameWhateverWasAskedBefore() {
        double[] values = new Random(3).doubles(30).toArray();
        Bootstrap used = new Bootstrap();
        for (int n = 6; n < 20; n++) {
            used.mean(Arrays.copyOf(values, n));
        }
        assertEquals(new Bootstrap().mean(values), used.mean(values));
        assertEquals(new Bootstrap().mean(values), new Bootstrap().mean(values));
    }

    @Test
    void fewSeedsHaveTheirRangeAndOneHasNothing() {
        assertEquals(new ConfidenceInterval(1, 4), new Bootstrap().mean(2, 4, 1));
        assertEquals(new ConfidenceInterval(-INF, 4), new Bootstrap().median(2, 4, -INF));
        assertEquals(ConfidenceInterval.NONE, new Bootstrap().mean(2));
    }

    /** The k-th smallest of n lies above the true median with the chance of fewer than k heads of n. */
    @Test
    void theIntervalOfTheMedianHoldsItWithAboutNinetyFivePercent() {
        for (int n = Bootstrap.MIN_VALUES; n <= 200; n++) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> i + 1);
            ConfidenceInterval i = new Bootstrap().median(values);
            double coverage = 1 - 2 * (1 - Distributions.binomialAtLeast((int) i.low(), n, 0.5));
            assertTrue(coverage > 0.93 && coverage < 0.995, n + ": " + coverage);
            assertEquals(n + 1, i.low() + i.high());
        }
    }

    /** The true mean of normal values lies in the interval about as often as it says. */
    @ParameterizedTest
    @CsvSource({"6, 0.90", "10, 0.925", "30, 0.935"})
    void theIntervalOfTheMeanHoldsItAboutAsOftenAsItSays(int n, double least) {
        Random random = new Random(n);
        Bootstrap bootstrap = new Bootstrap();
        int held = 0;
        for (int i = 0; i < 2000; i++) {
            ConfidenceInterval interval = bootstrap.mean(
                    random.doubles(n).map(u -> random.nextGaussian()).toArray());
            held += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
        }
        assertTrue(held > least * 2000 && held < 0.98 * 2000, held / 2000.0 + "");
    }

    @Test
    void medianCountsMissesAsWorst() {
        Median m = Median.of(new double[] {3, NAN, 1}, 1, new Bootstrap());
        assertEquals(1, m.value());
        assertEquals(1, m.misses());
        assertEquals(3, Median.of(new double[] {3, NAN, 1}, -1, new Bootstrap()).value());
        assertEquals(-INF, Median.of(new double[] {3, NAN}, 1, new Bootstrap()).value());
        assertTrue(Double.isNaN(Median.of(new double[0], 0, new Bootstrap()).value()));
    }

    @Test
    void holm() {
        assertArrayEquals(new double[] {.03, .06, .06, .02}, Holm.adjust(.01, .04, .03, .005), 1e-15);
        assertArrayEquals(new double[] {.04, NAN, 1}, Holm.adjust(.02, NAN, 1), 1e-15);
        assertArrayEquals(new double[] {1, 1}, Holm.adjust(.6, .7));
    }

    @Test
    void seedsThatAreAllOfOneSignNeedOnlyAsManyAsCanShowIt() {
        assertEquals(
                OptionalInt.of(3),
                paired(new double[] {1, 2, 3}, new double[3], 1).sampleSize().additional(1));
        assertEquals(8, SampleSize.minimum(4), "4 * 2 / 2^8 is below 5%, and 2^7 is not");
        assertEquals(6, SampleSize.minimum(1));
    }

    /** With the number planned the test shows a shift of half a deviation in about four of five cases. */
    @Test
    void thePlannedNumberOfSeedsHasThePowerItPromises() {
        Random random = new Random(11);
        double[] large =
                random.doubles(400).map(u -> random.nextGaussian() + 0.5).toArray();
        SampleSize seen = sampleSize(large);
        SampleSize asOfTen = new SampleSize(10, seen.effect(), seen.standardDeviation());
        int n = 10 + asOfTen.additional(1).orElseThrow();
        int shown = 0;
        for (int i = 0; i < 2000; i++) {
            double[] d = random.doubles(n).map(u -> random.nextGaussian() + 0.5).toArray();
            shown += SignedRank.of(d).p() <= Distributions.SIGNIFICANCE_LEVEL ? 1 : 0;
        }
        assertEquals(0.8, shown / 2000.0, 0.08, n + " seeds");
    }

    @Test
    void roundingErrorsDoNotChangeTheNumberOfSeedsNeeded() {
        double[] a = {0.3, 0.5, 0.6, 0.9, 0.8, 0.7};
        double[] b = {0.4, 0.4, 0.4, 0.6, 0.5, 0.6};
        double[] exact = {-0.125, 0.125, 0.25, 0.375, 0.375, 0.125};
        assertEquals(sampleSize(exact), paired(a, b, 1).sampleSize());
    }

    @Test
    void theEffectCountsAllPairsOfDifferences() {
        double[] d = {3, -1, 0, -3, 2, INF, -INF};
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < d.length; j++) {
                double tie = d[i] == -d[j] ? 0.5 : 0;
                sum += d[i] > -d[j] ? 1 : tie;
            }
        }
        assertEquals(sum / 49 - 0.5, sampleSize(d).effect(), 1e-15);
    }
}
