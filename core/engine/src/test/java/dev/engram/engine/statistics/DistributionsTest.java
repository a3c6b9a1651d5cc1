package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {
    /** The values of the first rows are those of SciPy 1.17: binomtest(k, n). */
    @ParameterizedTest
    @CsvSource({
        "2, 1, 1",
        "1, 2, 1",
        "5, 14, 0.063568115",
        "14, 5, 0.063568115",
        "3, 11, 0.057373047",
        "0, 6, 0.03125",
        "480, 520, 0.21744829",
        "0, 0, 1",
        "7, 7, 1",
        "0, 9000, 0"
    })
    void theBinomialTestOfTwoCounts(int a, int b, double p) {
        assertEquals(p, Distributions.binomialTestP(a, a + b));
    }

    @Test
    void everyBinomialTestOfUpToTwoHundredIsThatOfIntegerArithmetic() {
        for (int n = 0; n <= 200; n++) {
            BigInteger combinations = BigInteger.ONE;
            BigInteger atMost = BigInteger.ZERO;
            for (int k = 0; 2 * k <= n; k++) {
                atMost = atMost.add(combinations);
                combinations = combinations.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
                double exact = new BigDecimal(atMost.shiftLeft(1))
                        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(n)))
                        .min(BigDecimal.ONE)
                        .round(new MathContext(8))
                        .doubleValue();
                assertEquals(exact, Distributions.binomialTestP(k, n), k + " of " + n);
                assertEquals(exact, Distributions.binomialTestP(n - k, n), n - k + " of " + n);
            }
        }
    }

    /** The tails that decide the intervals of the bootstrap's medians and of performance profiles. */
    @Test
    void binomialTailsAndQuantilesAreThoseOfIntegerArithmetic() {
        for (int n = 1; n <= 40; n++) {
            for (int successes = 1; successes < n; successes++) {
                BigInteger all = BigInteger.valueOf(n).pow(n);
                BigInteger atMost = BigInteger.ZERO;
                BigInteger combinations = BigInteger.ONE;
                int low = -1;
                int high = -1;
                for (int k = 0; k <= n; k++) {
                    double atLeast = new BigDecimal(all.subtract(atMost))
                            .divide(new BigDecimal(all), MathContext.DECIMAL128)
                            .doubleValue();
                    assertEquals(
                            atLeast,
                            Distributions.binomialAtLeast(k, n, (double) successes / n),
                            1e-7 * atLeast,
                            k + " of " + n);
                    atMost = atMost.add(combinations
                            .multiply(BigInteger.valueOf(successes).pow(k))
                            .multiply(BigInteger.valueOf(n - successes).pow(n - k)));
                    combinations =
                            combinations.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
                    low = low < 0 && atMost.multiply(BigInteger.valueOf(40)).compareTo(all) >= 0 ? k : low;
                    boolean covered =
                            atMost.multiply(BigInteger.valueOf(40)).compareTo(all.multiply(BigInteger.valueOf(39)))
                                    >= 0;
                    high = high < 0 && covered ? k : high;
                }
                assertEquals(low, Distributions.binomialQuantile(0.025, n, (double) successes / n));
                assertEquals(high, Distributions.binomialQuantile(0.975, n, (double) successes / n));
            }
        }
    }
}
