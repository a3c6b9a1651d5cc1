package dev.engram.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MathsTest {
    /** A prime, so that the samples include every exponent with many different mantissas. */
    private static final int STRIDE = 2039;

    private interface FloatFunction {
        float of(float x);
    }

    @Test
    void expIsWithinItsBound() {
        assertWithin(1.1, Maths::exp, StrictMath::exp, "exp");
    }

    @Test
    void logIsWithinItsBound() {
        assertWithin(1.0, Maths::log, StrictMath::log, "log");
    }

    @Test
    void tanhIsWithinItsBound() {
        assertWithin(2.7, Maths::tanh, StrictMath::tanh, "tanh");
    }

    @Test
    void sigmoidIsWithinItsBound() {
        assertWithin(2.5, Maths::sigmoid, MathsTest::sigmoid, "sigmoid");
    }

    @Test
    void softplusIsWithinItsBound() {
        assertWithin(
                2.1, Maths::softplus, x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), "softplus");
    }

    @Test
    void powerIsWithinItsBound() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            float positive = Float.intBitsToFloat(random.nextInt(Float.floatToIntBits(Float.POSITIVE_INFINITY)));
            float nearOne = 1 + (random.nextFloat() - 0.5f) * Math.scalb(1f, -random.nextInt(24));
            checkPower(any, Float.intBitsToFloat(random.nextInt()));
            checkPower(positive, exponent(positive, random));
            checkPower(nearOne, exponent(nearOne, random));
        }
    }

    /** Returns an exponent with which the power is a finite float, or just not. */
    private static float exponent(float x, Random random) {
        return (float) ((random.nextDouble() * 280 - 152) / (StrictMath.log(x) / StrictMath.log(2)));
    }

    private static void checkPower(float x, float y) {
        check(0.501, ignored -> Maths.pow(x, y), ignored -> StrictMath.pow(x, y), x, "power " + y);
    }

    @Test
    void powersHaveTheSpecialCasesOfTheJdk() {
        float[] special = {
            0f,
            1f,
            2f,
            3f,
            0.5f,
            1.5f,
            1e38f,
            3e9f,
            16_777_215f,
            16_777_216f,
            8_388_607.5f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            0.99999994f,
            1.0000001f
        };
        for (float x : special) {
            for (float y : special) {
                for (int signs = 0; signs < 4; signs++) {
                    float base = signs % 2 == 0 ? x : -x, exponent = signs < 2 ? y : -y;
                    float expected = (float) StrictMath.pow(base, exponent);
                    assertEquals(expected, Maths.pow(base, exponent), () -> base + "^" + exponent);
                }
            }
        }
    }

    @Test
    void floatsToIntegerPowersAreProductsToo() {
        assertEquals(Maths.pow((double) 0.9f, 5L), Maths.pow(0.9f, 5L));
        assertEquals(Maths.pow((double) 0.9f, 7L), Maths.pow(0.9f, 7));
    }

    private static double sigmoid(double x) {
        double z = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? z : 1) / (1 + z);
    }

    /** If the nearest float is NaN or infinite, the function must return it. */
    private static void assertWithin(double ulps, FloatFunction function, DoubleUnaryOperator exact, String name) {
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            check(ulps, function, exact, Float.intBitsToFloat((int) bits), name);
        }
        float[] edges = {
            0f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            1f,
            20f,
            2f / 3,
            4f / 3,
            17.5f,
            88.72284f,
            87.33655f,
            89f,
            103.97208f,
            104f
        };
        for (float edge : edges) {
            float up = edge;
            float down = edge;
            for (int i = 0; i < 1000; i++, up = Math.nextUp(up), down = Math.nextDown(down)) {
                check(ulps, function, exact, up, name);
                check(ulps, function, exact, -up, name);
                check(ulps, function, exact, down, name);
                check(ulps, function, exact, -down, name);
            }
        }
    }

    private static void check(double ulps, FloatFunction function, DoubleUnaryOperator exact, float x, String name) {
        float actual = function.of(x);
        double expected = exact.applyAsDouble(x);
        float nearest = (float) expected;
        if (Float.isNaN(nearest) || Float.isInfinite(nearest) || Float.isNaN(actual) || Float.isInfinite(actual)) {
            assertEquals(nearest, actual, () -> name + " of " + x);
        } else if (Math.abs(actual - expected) > ulps * Math.ulp(nearest)) {
            throw new AssertionError(name + " of " + x + " is " + actual + ", not " + expected);
        }
    }

    @Test
    void signedZerosAreKept() {
        assertEquals(-0f, Maths.tanh(-0f));
        assertEquals(0f, Maths.tanh(0f));
        assertEquals(1f, Maths.exp(-0f));
        assertEquals(0.5f, Maths.sigmoid(-0f));
        assertEquals(0f, Maths.log(1f));
    }

    /** Results that no later version may change, since stored runs depend on them. */
    @Test
    void resultsNeverChange() {
        assertEquals(0x3fb504f3, Float.floatToRawIntBits(Maths.sqrt(2f)));
        assertEquals(0x402df854, Float.floatToRawIntBits(Maths.exp(1f)));
        assertEquals(0x3f317218, Float.floatToRawIntBits(Maths.log(2f)));
        assertEquals(0x3f42f7d6, Float.floatToRawIntBits(Maths.tanh(1f)));
        assertEquals(0x3f3b26a8, Float.floatToRawIntBits(Maths.sigmoid(1f)));
        assertEquals(0x3fa818f6, Float.floatToRawIntBits(Maths.softplus(1f)));
        assertEquals(0x4013d73b, Float.floatToRawIntBits(Maths.pow(2f, 1.2079f)));
    }

    /** The hash was computed by the first version, whose tables were others. */
    @Test
    void noBitOfAPowerEverChanges() {
        Random random = new Random(2);
        int hash = 1;
        for (int i = 0; i < 300_000; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            float positive = Float.intBitsToFloat(random.nextInt(Float.floatToIntBits(Float.POSITIVE_INFINITY)));
            float power = Maths.pow(any, Float.intBitsToFloat(random.nextInt()));
            float finite = Maths.pow(positive, exponent(positive, random));
            hash = 31 * (31 * hash + Float.floatToIntBits(power)) + Float.floatToIntBits(finite);
        }
        assertEquals(2_031_019_831, hash);
    }

    @Test
    void integerPowersAreProductsInAFixedOrder() {
        assertEquals(1.0, Maths.pow(0.0, 0));
        assertEquals(1024.0, Maths.pow(2.0, 10));
        assertEquals(-0.125, Maths.pow(-2.0, -3));
        assertEquals(0.9 * (0.9 * 0.9 * (0.9 * 0.9)), Maths.pow(0.9, 5));
        assertEquals(0.0, Maths.pow(0.5, Long.MAX_VALUE));
        assertEquals(1.0, Maths.pow(-1.0, Long.MIN_VALUE));
        assertEquals(StrictMath.pow(0.999, 12345), Maths.pow(0.999, 12345), 1e-17);
        assertEquals(StrictMath.pow(2, 0.5), Maths.pow(2, 0.5));
    }

    @Test
    void arrayFunctionsWithoutAProviderReturnTheBitsOfScalarFunctions() {
        float[] x = {9f, -0.3f, 0.2f, 1.7f, 9f};
        float[] y = {5f, 5f, 5f, 5f, 5f};
        Maths.exp(x, y, 1, 4);
        assertTrue(y[0] == 5f && y[4] == 5f, "outside the range");
        assertEquals(Maths.exp(0.2f), y[2]);
        Maths.log(x, y, 1, 4);
        assertEquals(Maths.log(1.7f), y[3]);
        Maths.tanh(x, y, 1, 4);
        assertEquals(Maths.tanh(-0.3f), y[1]);
        Maths.sigmoid(x, x, 1, 4);
        assertEquals(Maths.sigmoid(-0.3f), x[1]);
    }

    @Test
    void sortableIntsHaveTheOrderOfTheNumbersAndConvertBack() {
        float[] rising = {
            Float.NEGATIVE_INFINITY,
            -Float.MAX_VALUE,
            -1f,
            -Float.MIN_NORMAL,
            -Float.MIN_VALUE,
            -0f,
            0f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            1f,
            Math.nextUp(1f),
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };
        for (int i = 0; i < rising.length; i++) {
            assertEquals(rising[i], Maths.fromSortableInt(Maths.toSortableInt(rising[i])), "converted back");
            assertTrue(
                    i == 0 || Maths.toSortableInt(rising[i - 1]) < Maths.toSortableInt(rising[i]),
                    rising[i] + " is sorted after " + rising[Math.max(0, i - 1)]);
        }
    }
}
