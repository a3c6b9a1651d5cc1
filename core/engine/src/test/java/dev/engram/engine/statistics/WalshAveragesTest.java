package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalshAveragesTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static WalshAverages walsh(double... differences) {
        return WalshAverages.of(
                Arrays.stream(differences).mapToObj(PairDifference::of).toArray(PairDifference[]::new));
    }

    private static PairDifference misses(double weight) {
        return new PairDifference(weight, 0, 0);
    }

    /** Hollander and Wolfe's depression scores. R: wilcox.test(x, y, paired = TRUE, conf.int = TRUE). */
    @Test
    void theExampleOfATextbook() {
        double[] x = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] y = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        double[] d = new double[9];
        Arrays.setAll(d, i -> x[i] - y[i]);
        WalshAverages walsh = walsh(d);
        assertEquals(40, walsh.test().positiveRankSum());
        assertEquals(0.0390625, walsh.test().p());
        assertEquals(0.46, walsh.estimate(), 1e-12);
        assertEquals(0.010, walsh.interval(0.05).low(), 1e-12);
        assertEquals(0.786, walsh.interval(0.05).high(), 1e-12);
    }

    @Test
    void theIntervalHoldsWhatTheTestDoesNotReject() {
        Random random = new Random(1);
        for (int n = 6; n < 16; n++) {
            double[] d = random.doubles(n, -1, 2).toArray();
            for (double level : new double[] {0.05, 0.05 / 3, 0.2}) {
                ConfidenceInterval interval = walsh(d).interval(level);
                for (int step = -200; step < 300; step++) {
                    double shift = step / 100.0 + 1e-7;
                    double[] shifted = Arrays.stream(d).map(v -> v - shift).toArray();
                    boolean inside = interval.low() <= shift && shift <= interval.high();
                    assertEquals(SignedRank.of(shifted).p() > level, inside, n + " differences, " + shift);
                }
            }
        }
    }

    @Test
    void ofManyZerosTheEndsOfTheIntervalAreInOrder() {
        double[] solved = new double[200];
        Arrays.fill(solved, 0, 43, -1);
        Arrays.fill(solved, 43, 51, 1);
        WalshAverages walsh = walsh(solved);
        assertTrue(walsh.test().p() < 0.001);
        assertEquals(new ConfidenceInterval(-0.5, -0.5), walsh.interval(0.05));
        WalshAverages opposite =
                walsh(Arrays.stream(solved).map(d -> d == 0 ? 0 : -d).toArray());
        assertEquals(new ConfidenceInterval(0.5, 0.5), opposite.interval(0.05));
    }

    /** Differences of accuracies on a few test examples are full of zeros and ties, and some runs diverge. */
    @Test
    void zeroIsOutsideTheIntervalIfAndOnlyIfTheTestRejects() {
        Random random = new Random(2);
        int rejected = 0;
        for (int round = 0; round < 20_000; round++) {
            int n = 1 + random.nextInt(14);
            double shift = random.nextInt(3);
            int values = 1 + random.nextInt(5);
            boolean diverging = random.nextInt(4) == 0;
            PairDifference[] d = new PairDifference[n];
            for (int i = 0; i < n; i++) {
                d[i] = diverging && random.nextInt(4) == 0
                        ? misses((random.nextInt(5) - 1) / 2.0)
                        : PairDifference.of((Math.round(values * random.nextGaussian()) + shift) / 10);
            }
            double level = 0.05 / (1 + random.nextInt(8));
            WalshAverages walsh = WalshAverages.of(d);
            ConfidenceInterval interval = walsh.interval(level);
            boolean contains = interval.low() <= 0 && interval.high() >= 0;
            assertEquals(walsh.test().p() > level, contains, Arrays.toString(d) + interval + walsh.test());
            assertTrue(interval.low() <= interval.high());
            rejected += contains ? 0 : 1;
        }
        assertTrue(rejected > 1000, rejected + " rejected");
    }

    /** Symmetric values on a grid around the truth; 6,000 samples have a standard error of 0.3 points. */
    @ParameterizedTest
    @CsvSource({"6, 1", "8, 1", "10, 1", "10, 3", "15, 2", "30, 1"})
    void theIntervalHoldsTheTruthAtLeastAsOftenAsItSays(int n, int values) {
        Random random = new Random(n);
        int missed = 0;
        for (int round = 0; round < 6000; round++) {
            int truth = random.nextInt(3);
            double[] d = new double[n];
            Arrays.setAll(d, i -> truth + Math.round(values * random.nextGaussian()));
            ConfidenceInterval interval = walsh(d).interval(0.05);
            missed += interval.low() <= truth && truth <= interval.high() ? 0 : 1;
        }
        assertTrue(missed <= 6000 * 0.055, missed + " of 6000");
    }

    @Test
    void theTestIsTheSignedRankTestOfTheSameDifferences() {
        Random random = new Random(4);
        for (int n = 1; n < 80; n++) {
            double[] d = new double[n];
            Arrays.setAll(d, i -> (random.nextInt(15) - 6) / 8.0);
            assertEquals(SignedRank.of(d), walsh(d).test());
        }
        double[] infinite = {1, -INF, 2, INF, 3, INF, INF, -0.5};
        PairDifference[] d = Arrays.stream(infinite)
                .mapToObj(v -> Double.isInfinite(v) ? misses(Math.signum(v)) : PairDifference.of(v))
                .toArray(PairDifference[]::new);
        assertEquals(SignedRank.of(infinite), WalshAverages.of(d).test());
    }

    @Test
    void aLargerWeightOfMissesRanksHigherAndOppositeOnesCancel() {
        WalshAverages walsh = WalshAverages.of(
                misses(1 / 3.0), misses(-1), misses(2 / 3.0), PairDifference.of(9), PairDifference.of(-7));
        assertEquals(3 + 4 + 2, walsh.test().positiveRankSum());
        assertEquals(5 + 1, walsh.test().negativeRankSum());
        double cancelled = 1 / 3.0 + 1 / 3.0 + 1 / 3.0 - 1 + 1e-17;
        assertEquals(0, new PairDifference(cancelled, 0, 0).sign());
        assertEquals(5, new PairDifference(cancelled, 5, 0).asDouble());
        assertEquals(-INF, misses(-0.5).asDouble());
    }

    @Test
    void missesReachTheEndsOfTheInterval() {
        PairDifference[] d = new PairDifference[10];
        Arrays.setAll(d, i -> i < 2 ? misses(1) : PairDifference.of(i));
        ConfidenceInterval interval = WalshAverages.of(d).interval(0.05);
        assertEquals(INF, interval.high());
        assertTrue(interval.low() > 2 && interval.low() < 9);
        Arrays.fill(d, misses(-1));
        assertEquals(new ConfidenceInterval(-INF, -INF), WalshAverages.of(d).interval(0.05));
        assertEquals(-INF, WalshAverages.of(d).estimate());
    }

    @Test
    void roundingErrorsAreNeitherDifferencesNorRanks() {
        WalshAverages walsh = WalshAverages.of(
                new PairDifference(0, 4e-17, 1e-13),
                new PairDifference(0, 0.1 + 0.2, 1e-13),
                new PairDifference(0, -0.3, 1e-13));
        assertEquals(1, walsh.test().zeros());
        assertEquals(2.5, walsh.test().positiveRankSum());
        assertEquals(2.5, walsh.test().negativeRankSum());
    }

    @Test
    void tooFewDifferencesBoundNothing() {
        assertEquals(new ConfidenceInterval(-INF, INF), walsh(1, 2, 3, 4, 5).interval(0.05));
        assertEquals(new ConfidenceInterval(1, 6), walsh(1, 2, 3, 4, 5, 6).interval(0.05));
        assertEquals(new ConfidenceInterval(-INF, INF), walsh(1, 2, 3, 4, 5, 6).interval(0.05 / 2));
        assertFalse(walsh().interval(0.05).exists());
        assertTrue(Double.isNaN(walsh().estimate()));
    }

    @Test
    void equalDifferencesHaveAnIntervalOfOnePoint() {
        assertEquals(new ConfidenceInterval(0, 0), walsh(new double[8]).interval(0.05));
        assertEquals(new ConfidenceInterval(2, 2), walsh(2, 2, 2, 2, 2, 2, 2).interval(0.05));
    }

    /** The normal approximation takes over where it no longer differs. */
    @ParameterizedTest
    @ValueSource(ints = {500, 501})
    void manyDifferencesHaveAnIntervalToo(int n) {
        double[] d = new Random(n).doubles(n, -1, 1.3).toArray();
        ConfidenceInterval interval = walsh(d).interval(0.05);
        assertTrue(interval.low() > 0 && interval.low() < 0.15 && interval.high() < 0.3, interval.toString());
        assertEquals(n == 500, walsh(d).test().exact());
    }

    @Test
    void whatIsNotADifferenceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PairDifference.of(INF));
        assertThrows(IllegalArgumentException.class, () -> PairDifference.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> misses(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new PairDifference(0, 1, -1));
    }
}
