package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SignsTest {
    @Test
    void signsAreThoseOfTheJdkFromTheSmallestNumberToTheLargest() {
        for (float x : new float[] {
            0f,
            -0f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            1e-20f,
            0.5f,
            1,
            2,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN
        }) {
            assertEquals(Float.floatToIntBits(Math.signum(x)), Float.floatToIntBits(Signs.signum(x)), () -> "of " + x);
            assertEquals(
                    Float.floatToIntBits(Math.signum(-x)), Float.floatToIntBits(Signs.signum(-x)), () -> "of -" + x);
        }
    }
}
