package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairMeansTest {
    @Test
    void theyAreThoseThatALoopForms() {
        double[] values = {3, -1, 0.1, 0.1, 0, -0.0, 7, -1e-300, 2.5, -4};
        double[] all = IntStream.range(0, values.length)
                .boxed()
                .flatMap(i -> IntStream.rangeClosed(0, i).mapToObj(j -> values[i] / 2 + values[j] / 2 + 0.0))
                .mapToDouble(x -> x)
                .sorted()
                .toArray();
        PairMeans means = new PairMeans(values);
        assertEquals(all.length, means.size());
        for (int k = 0; k < all.length; k++) {
            assertEquals(all[k], means.get(k));
            double x = all[k];
            assertEquals(Arrays.stream(all).filter(a -> a <= x).count(), means.countAtMost(x));
        }
    }

    @Test
    void aHundredThousandDifferencesNeedNoMemoryForTheirPairs() {
        PairDifference[] many = IntStream.range(0, 100_000)
                .mapToObj(i -> PairDifference.of((i * 7919L % 100_003) / 100_003.0 - 0.4))
                .toArray(PairDifference[]::new);
        WalshAverages walsh = WalshAverages.of(many);
        assertEquals(0.1, walsh.estimate(), 1e-3);
        ConfidenceInterval interval = walsh.interval(0.05);
        assertTrue(interval.low() > 0.09 && interval.high() < 0.11, interval.toString());
    }
}
