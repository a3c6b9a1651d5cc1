package dev.engram.plugins.initialisers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitialisersTest {
    private static final int N = 100_000;
    private static final int FAN_IN = 30;
    private static final int FAN_OUT = 20;

    private static float[] drawn(Initialiser f) {
        float[] w = new float[N];
        f.fill(w, 0, N, FAN_IN, FAN_OUT, new TestRng(7));
        return w;
    }

    /** Initialiser, mean, variance, limit (0: none). */
    static List<Arguments> random() {
        return List.of(
                Arguments.of(new GlorotUniform(1), 0, 0.04, StrictMath.sqrt(0.12)),
                Arguments.of(new GlorotUniform(2), 0, 0.16, StrictMath.sqrt(0.48)),
                Arguments.of(new GlorotNormal(1), 0, 0.04, 0),
                Arguments.of(new GlorotNormal(0.5f), 0, 0.01, 0),
                Arguments.of(new HeUniform(1), 0, 1 / 15.0, StrictMath.sqrt(0.2)),
                Arguments.of(new HeUniform(3), 0, 9 / 15.0, StrictMath.sqrt(1.8)),
                Arguments.of(new HeNormal(1), 0, 1 / 15.0, 0),
                Arguments.of(new HeNormal(3), 0, 9 / 15.0, 0),
                Arguments.of(new LecunUniform(1), 0, 1 / 30.0, StrictMath.sqrt(0.1)),
                Arguments.of(new LecunUniform(2), 0, 4 / 30.0, StrictMath.sqrt(0.4)),
                Arguments.of(new LecunNormal(1), 0, 1 / 30.0, 0),
                Arguments.of(new LecunNormal(2), 0, 4 / 30.0, 0),
                Arguments.of(new Uniform(-0.1f, 0.1f), 0, 0.04 / 12, 0.1),
                Arguments.of(new Uniform(2, 5), 3.5, 9 / 12.0, 5),
                Arguments.of(new Normal(0, 0.01f), 0, 1e-4, 0),
                Arguments.of(new Normal(-4, 2), -4, 4, 0));
    }

    @ParameterizedTest
    @MethodSource("random")
    void meanAndVarianceAreTheOnesPromised(Initialiser f, double mean, double variance, double limit) {
        float[] w = drawn(f);
        double sum = 0;
        for (float x : w) {
            sum += x;
        }
        double squares = 0;
        for (float x : w) {
            squares += (x - mean) * (x - mean);
        }
        // Four standard errors of a mean; a variance of 1e5 draws has a relative error of at most 0.45%.
        assertEquals(mean, sum / N, 4 * StrictMath.sqrt(variance / N), f.toString());
        assertEquals(1, squares / N / variance, 0.02, f.toString());
    }

    @ParameterizedTest
    @MethodSource("random")
    void uniformDrawsReachTheirLimitsAndNotBeyond(Initialiser f, double mean, double variance, double limit) {
        float[] w = drawn(f);
        double low = limit == 0 ? Double.NEGATIVE_INFINITY : 2 * mean - limit;
        double max = 0;
        for (float x : w) {
            max = Math.max(max, x);
            assertTrue(x >= low * (low < 0 ? 1.000001 : 0.999999), f + " gives " + x);
        }
        if (limit > 0) {
            assertEquals(limit, max, 1e-3 * limit, f.toString());
            assertTrue(max <= limit * 1.000001);
        } else {
            assertTrue(max > mean + 3 * StrictMath.sqrt(variance), f.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("random")
    void sameStreamSameNumbers(Initialiser f, double mean, double variance, double limit) {
        assertArrayEquals(drawn(f), drawn(f));
    }

    static List<Initialiser> all() {
        return List.of(
                new Zeros(),
                new Constant(3),
                new Uniform(-1, 1),
                new Normal(0, 1),
                new TruncatedNormal(0, 1, 2),
                new GlorotUniform(1),
                new GlorotNormal(1),
                new HeUniform(1),
                new HeNormal(1),
                new LecunUniform(1),
                new LecunNormal(1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void exactlyTheGivenStretchIsFilled(Initialiser f) {
        float[] w = new float[10];
        Arrays.fill(w, 77);
        f.fill(w, 3, 7, 2, 2, new TestRng(1));
        for (int i = 0; i < w.length; i++) {
            assertEquals(i >= 3 && i < 7, w[i] != 77, f + " at " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.05, 2, 0.879626", "3, 2, 1, 0.539560", "-1, 1, 0.1, 0.057677", "0, 1, 6, 1"})
    void aTruncatedNormalKeepsItsBoundAndItsStandardDeviation(float mean, float deviation, float bound, double ratio) {
        double squares = 0;
        double sum = 0;
        for (float x : drawn(new TruncatedNormal(mean, deviation, bound))) {
            assertTrue(Math.abs((x - mean) / deviation) <= bound * 1.0001, () -> "drew " + x);
            squares += (x - mean) * (x - mean);
            sum += x - mean;
        }
        assertEquals(1, StrictMath.sqrt(squares / N) / (ratio * deviation), 0.01);
        assertEquals(0, sum / N, 4 * ratio * deviation / StrictMath.sqrt(N));
    }

    @Test
    void zerosAndConstantDrawNothing() {
        float[] w = {1, 1, 1};
        new Zeros().fill(w, 0, 3, 1, 1, null);
        assertArrayEquals(new float[3], w);
        new Constant(0.25f).fill(w, 0, 3, 1, 1, null);
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f}, w);
    }

    @Test
    void identityConnectsEachUnitWithOneInputAndUnitsBeyondTheInputsWithNone() {
        float[] square = {9, 9, 9, 9};
        new IdentityMatrix(0.5f).fill(square, 0, 4, 2, 2, null);
        assertArrayEquals(new float[] {0.5f, 0, 0, 0.5f}, square);
        float[] tall = new float[8];
        new IdentityMatrix(1).fill(tall, 0, 8, 2, 4, null);
        assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 0, 0}, tall);
        float[] wide = new float[6];
        new IdentityMatrix(1).fill(wide, 0, 6, 3, 2, null);
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0}, wide);
    }

    @Test
    void onlyNoneLeavesBiasesOut() {
        assertTrue(new None().omitted());
        all().forEach(f -> assertFalse(f.omitted(), f.toString()));
    }

    @Test
    void anEmptyIntervalIsRejected() {
        IncompatibleException m = assertThrows(IncompatibleException.class, () -> new Uniform(1, 1));
        assertEquals("uniform needs low below high, not low 1.0 and high 1.0", m.getMessage());
    }
}
