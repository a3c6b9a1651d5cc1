package dev.engram.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The arithmetic for processors without the instruction equals {@link Math#fma(float, float, float)} in every bit. The
 * sample of a build is small. This command takes a large one:
 *
 * <pre>
 *   mvn -pl core/spi test -Dtest=FusedMultiplyAddTest -Dengram.fma.inputs=70000000
 * </pre>
 */
class FusedMultiplyAddTest {
    private static final int INPUTS = Integer.getInteger("engram.fma.inputs", 1_000_000);
    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        0x1p-149f,
        -0x1p-149f,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        0x1p-126f - 0x1p-149f,
        0x1p-75f,
        0x1p-74f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        0x1p64f,
        1 + 0x1p-23f,
        1 - 0x1p-24f,
        3f,
        0x1.8p-149f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private final SplittableRandom random = new SplittableRandom(20);

    private static void check(float a, float b, float c) {
        int expected = Float.floatToIntBits(Math.fma(a, b, c));
        int actual = Float.floatToIntBits(Maths.fmaInDouble(a, b, c));
        if (expected != actual) {
            assertEquals(
                    expected,
                    actual,
                    Float.toHexString(a) + " * " + Float.toHexString(b) + " + " + Float.toHexString(c));
        }
    }

    @Test
    void specialNumbersHaveTheBitsOfTheInstruction() {
        for (float a : SPECIAL) {
            for (float b : SPECIAL) {
                for (float c : SPECIAL) {
                    check(a, b, c);
                }
            }
        }
    }

    @Test
    void randomNumbersHaveTheBitsOfTheInstruction() {
        assumeTrue(Maths.HARDWARE_FMA, "without the instruction, Math.fma takes too long");
        for (int i = 0; i < INPUTS / 4; i++) {
            float a = any();
            float b = any();
            check(a, b, any());
            check(small(a), small(b), nearProduct(small(a), small(b)));
            check(a, b, nearProduct(a, b));
            halfway();
        }
    }

    /** Any bits at all: infinities, NaN and subnormal numbers included. */
    private float any() {
        return Float.intBitsToFloat(random.nextInt());
    }

    /** Keeps twelve bits of the significand, so that a product is a float. */
    private static float small(float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0xFFFFF000);
    }

    /** A summand that cancels most of the product. */
    private float nearProduct(float a, float b) {
        return -(a * b) * (1 + (random.nextInt(9) - 4) * 0x1p-23f);
    }

    /** A sum that differs from the middle between two floats by less than a double can represent, or not at all. */
    private void halfway() {
        float c = Float.intBitsToFloat(random.nextInt(0x02000000, 0x7E000000));
        float half = Math.ulp(c) / 2;
        float tiny = 1 + random.nextInt(-1, 2) * 0x1p-23f;
        float sign = random.nextBoolean() ? 1 : -1;
        check(half * sign, tiny, c);
        check(half * sign, tiny, -c);
        float subnormal = Float.intBitsToFloat(random.nextInt(0x00800000));
        check(0x1p-100f * tiny, sign * 0x1p-50f, subnormal);
        check(0x1p-149f, sign * (0.5f + random.nextInt(-1, 2) * 0x1p-24f), subnormal);
    }

    @Test
    void theMethodHasTheBitsOfTheInstructionOnEveryProcessor() {
        for (float a : SPECIAL) {
            assertEquals(Float.floatToIntBits(Math.fma(a, 1.1f, 0.3f)), Float.floatToIntBits(Maths.fma(a, 1.1f, 0.3f)));
        }
    }
}
