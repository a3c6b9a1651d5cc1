package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AnytimeTestTest {
    private static AnytimeTest of(double... differences) {
        return AnytimeTest.of(
                DoubleStream.of(differences).mapToObj(PairDifference::of).toList());
    }

    private static double[] noise(Random random, double effect, int n) {
        return DoubleStream.generate(() -> effect + random.nextGaussian())
                .limit(n)
                .toArray();
    }

    @Test
    void anIntervalExcludesZeroIfAndOnlyIfTheTestRejects() {
        for (int i = 0; i < 200; i++) {
            AnytimeTest test = of(noise(new Random(i), 0.5, 20));
            ConfidenceInterval interval = test.interval(0.5, 0.05);
            assertEquals(test.p() <= 0.05, interval.low() > 0 || interval.high() < 0, i + ": " + interval);
            assertTrue(interval.low() < interval.high(), interval.toString());
        }
    }

    @Test
    void theTrueDifferenceIsRarelyOutsideEvenAtTheWorstMoment() {
        int missed = 0;
        for (int i = 0; i < 300; i++) {
            double[] all = noise(new Random(i), 3, 40);
            boolean ever = false;
            for (int n = 6; n <= all.length && !ever; n += 2) {
                double[] some = Arrays.copyOf(all, n);
                ConfidenceInterval c =
                        of(some).interval(Arrays.stream(some).average().orElseThrow(), 0.05);
                ever = c.low() > 3 || c.high() < 3;
            }
            missed += ever ? 1 : 0;
        }
        assertTrue(missed <= 15, missed + " of 300");
    }

    @Test
    void fewDifferencesHaveNoBounds() {
        ConfidenceInterval few = of(1, 2, 1.5).interval(1.5, 0.05);
        assertEquals(new ConfidenceInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), few);
        assertFalse(of().interval(0, 0.05).exists());
        assertTrue(Double.isNaN(of().p()));
        ConfidenceInterval equal = of(new double[20]).interval(0, 0.05);
        assertTrue(equal.low() <= 0 && equal.high() >= 0, equal.toString());
    }

    @Test
    void pIsNeverLargerWithMoreDifferences() {
        double[] all = noise(new Random(5), 1, 30);
        double last = 1;
        for (int n = 1; n <= all.length; n++) {
            AnytimeTest test = of(Arrays.copyOf(all, n));
            assertTrue(test.p() <= last);
            last = test.p();
        }
        assertTrue(last < 0.05, "" + last);
        assertEquals(1, of(all).tendency());
    }

    /** Seeds are added for other questions after one is decided, and must not turn its answer round. */
    @Test
    void theClaimIsThatOfTheEvidenceOnWhichThePValueRests() {
        List<PairDifference> differences = new ArrayList<>();
        for (int i = 0; i < 55; i++) {
            differences.add(PairDifference.of(i < 20 ? 1 : -1));
        }
        AnytimeTest first = AnytimeTest.of(differences.subList(0, 20));
        AnytimeTest all = AnytimeTest.of(differences);
        assertEquals(first.p(), all.p());
        assertEquals(1, all.tendency());
        assertTrue(all.interval(0, 0.05).low() > 0, "the interval agrees");
    }
}
