package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The scalar loops that define the products, and helpers of the tests in this package. */
public final class ReferenceKernels {
    private ReferenceKernels() {}

    static void multiplyTransposedB(
            int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] bias, int biasOff, float[] c, int co) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = bias == null ? 0f : bias[biasOff + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[ao + i * k + p], b[bo + j * k + p], sum);
                }
                c[co + i * n + j] = sum;
            }
        }
    }

    static void multiply(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] c, int co) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0f;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[ao + i * k + p], b[bo + p * n + j], sum);
                }
                c[co + i * n + j] = sum;
            }
        }
    }

    static void multiplyTransposedA(
            int m,
            int n,
            int k,
            float scale,
            float[] a,
            int ao,
            float[] b,
            int bo,
            boolean accumulate,
            float[] c,
            int co) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = accumulate ? c[co + i * n + j] : 0f;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(scale * a[ao + p * m + i], b[bo + p * n + j], sum);
                }
                c[co + i * n + j] = sum;
            }
        }
    }

    /** Returns numbers of mixed sign and size, some of them zeros of either sign. */
    public static float[] randomNumbers(SplittableRandom random, int length) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(32);
            x[i] = switch (kind) {
                case 0 -> 0f;
                case 1 -> -0f;
                default -> (float) (random.nextDouble() * 2 - 1) * (1 << random.nextInt(6));
            };
        }
        return x;
    }

    /** Replaces some of the numbers by NaN, infinities, extremes and subnormals. */
    public static void insertSpecialValues(SplittableRandom random, float[] x) {
        float[] special = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            -0f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.MIN_VALUE,
            1e-40f,
            -1e-30f,
            1e30f
        };
        for (int i = 0; i < 1 + x.length / 50; i++) {
            x[random.nextInt(x.length)] = special[random.nextInt(special.length)];
        }
    }

    /** Asserts equal bits: the sign of a zero counts, the payload of a NaN does not. */
    public static void assertSameBits(float[] expected, float[] actual, Supplier<String> where) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                fail(where.get() + ": element " + i + " of " + expected.length + " is " + actual[i] + ", not "
                        + expected[i]);
            }
        }
    }
}
