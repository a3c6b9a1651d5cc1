package dev.engram.engine.kernel.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.kernel.ReferenceKernels;
import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.spi.Maths;
import dev.engram.spi.VectorMath;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    @Test
    void theProviderIsFoundAndUsesTheVectorModuleFromTheFirstNumberOn() {
        assertInstanceOf(
                FastElementary.class,
                ServiceLoader.load(VectorMath.class).findFirst().orElseThrow());
        assumeTrue(System.getProperty("engram.vector") == null, "this execution of Maven is for tests without vectors");
        assertTrue(VectorModule.PRESENT, "the tests must run with --add-modules jdk.incubator.vector");
        assertEquals(
                0, Integer.getInteger("engram.vector.after", 1), "the tests must run with -Dengram.vector.after=0");
    }

    @Test
    void arraysHaveTheBitsOfSingleNumbersOverTheWholeFloatRange() {
        int stride = 8191; // prime: every exponent, with different mantissas
        float[] x = new float[1021];
        float[] y = new float[1021];
        float[] expected = new float[1021];
        for (long bits = 0; bits < 1L << 32; ) {
            for (int i = 0; i < x.length; i++, bits += stride) {
                x[i] = Float.intBitsToFloat((int) bits);
            }
            check(x, y, expected);
        }
    }

    @Test
    void arraysHaveTheBitsOfSingleNumbersAroundEveryEdge() {
        float[] edges = {
            0f,
            -0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            20f,
            88.72284f,
            -87.33655f,
            -103.97208f,
            89f,
            -104f,
            1f,
            0.6666667f,
            1.3333334f,
            9.01f,
            0.34657359f
        };
        for (float edge : edges) {
            float[] x = new float[64];
            float next = edge;
            for (int i = 0; i < 32; i++, next = Math.nextUp(next)) {
                x[i] = next;
                x[63 - i] = -next;
            }
            check(x, new float[64], new float[64]);
        }
    }

    @Test
    void onlyTheGivenRangeIsWrittenAndTheResultMayReplaceTheArgument() {
        for (int n = 0; n < 70; n++) {
            float[] x = new float[n + 5];
            for (int i = 0; i < x.length; i++) {
                x[i] = i / 7f - 3;
            }
            float[] expected = x.clone();
            for (int i = 2; i < n + 2; i++) {
                expected[i] = Maths.tanh(x[i]);
            }
            int length = n;
            Maths.tanh(x, x, 2, n + 2);
            ReferenceKernels.assertSameBits(expected, x, () -> "length " + length);
        }
    }

    @Test
    void rowMaximaAreSubtractedAsRowByRowAndNothingElseIsWritten() {
        float[] special = {Float.NaN, -0f, 0f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.MIN_VALUE};
        for (int cols = 1; cols < 20; cols++) {
            for (int rows = 0; rows < 20; rows++) {
                float[] x = new float[rows * cols + 3];
                for (int i = 0; i < x.length; i++) {
                    int mixed = i * 31 % 53;
                    x[i] = mixed < special.length && rows % 2 == 0 ? special[mixed] : mixed - 26;
                }
                float[] expected = x.clone();
                for (int r = 0; r < rows; r++) {
                    float max = Float.NEGATIVE_INFINITY;
                    for (int i = r * cols; i < (r + 1) * cols; i++) {
                        max = Math.max(max, x[i]);
                    }
                    for (int i = r * cols; i < (r + 1) * cols; i++) {
                        expected[i] = x[i] - max;
                    }
                }
                float[] y = x.clone();
                Arrays.fill(y, 0, rows * cols, Float.NaN);
                Maths.subtractRowMaxima(x, y, rows, cols);
                String shape = rows + " x " + cols;
                ReferenceKernels.assertSameBits(expected, y, () -> shape);
                Maths.subtractRowMaxima(x, x, rows, cols);
                ReferenceKernels.assertSameBits(expected, x, () -> shape + " in place");
            }
        }
    }

    private static void check(float[] x, float[] y, float[] expected) {
        for (int i = 0; i < x.length; i++) {
            expected[i] = Maths.exp(x[i]);
        }
        Maths.exp(x, y, 0, x.length);
        ReferenceKernels.assertSameBits(expected, y, () -> "exp from " + x[0]);
        for (int i = 0; i < x.length; i++) {
            expected[i] = Maths.log(x[i]);
        }
        Maths.log(x, y, 0, x.length);
        ReferenceKernels.assertSameBits(expected, y, () -> "log from " + x[0]);
        for (int i = 0; i < x.length; i++) {
            expected[i] = Maths.tanh(x[i]);
        }
        Maths.tanh(x, y, 0, x.length);
        ReferenceKernels.assertSameBits(expected, y, () -> "tanh from " + x[0]);
        for (int i = 0; i < x.length; i++) {
            expected[i] = Maths.sigmoid(x[i]);
        }
        Maths.sigmoid(x, y, 0, x.length);
        ReferenceKernels.assertSameBits(expected, y, () -> "sigmoid from " + x[0]);
    }
}
