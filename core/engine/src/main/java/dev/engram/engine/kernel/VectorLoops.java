package dev.engram.engine.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link Kernels} in the Vector API. */
final class VectorLoops {
    private static final VectorSpecies<Float> FLOATS = VectorTiles.FLOATS;
    private static final int LANES = VectorTiles.LANES;
    private static final int HALF = LANES / 2;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    /** {@link #dot} is written for registers of eight doubles. */
    private static final boolean WIDE = LANES == ScalarLoops.WIDTH;

    private VectorLoops() {}

    static void sumRows(int rows, int cols, float scale, float[] a, int ao, boolean accumulate, float[] out, int oo) {
        if (!accumulate) {
            Arrays.fill(out, oo, oo + cols, 0f);
        }
        FloatVector s = FloatVector.broadcast(FLOATS, scale);
        int j = 0;
        for (; cols - j >= 4 * LANES; j += 4 * LANES) {
            int o = oo + j;
            FloatVector c0 = FloatVector.fromArray(FLOATS, out, o);
            FloatVector c1 = FloatVector.fromArray(FLOATS, out, o + LANES);
            FloatVector c2 = FloatVector.fromArray(FLOATS, out, o + 2 * LANES);
            FloatVector c3 = FloatVector.fromArray(FLOATS, out, o + 3 * LANES);
            for (int r = 0, i = ao + j; r < rows; r++, i += cols) {
                c0 = s.fma(FloatVector.fromArray(FLOATS, a, i), c0);
                c1 = s.fma(FloatVector.fromArray(FLOATS, a, i + LANES), c1);
                c2 = s.fma(FloatVector.fromArray(FLOATS, a, i + 2 * LANES), c2);
                c3 = s.fma(FloatVector.fromArray(FLOATS, a, i + 3 * LANES), c3);
            }
            c0.intoArray(out, o);
            c1.intoArray(out, o + LANES);
            c2.intoArray(out, o + 2 * LANES);
            c3.intoArray(out, o + 3 * LANES);
        }
        for (; cols - j >= LANES; j += LANES) {
            FloatVector c0 = FloatVector.fromArray(FLOATS, out, oo + j);
            for (int r = 0, i = ao + j; r < rows; r++, i += cols) {
                c0 = s.fma(FloatVector.fromArray(FLOATS, a, i), c0);
            }
            c0.intoArray(out, oo + j);
        }
        for (; j < cols; j++) {
            float sum = out[oo + j];
            for (int r = 0, i = ao + j; r < rows; r++, i += cols) {
                sum = Math.fma(scale, a[i], sum);
            }
            out[oo + j] = sum;
        }
    }

    static boolean subtract(float[] theta, float[] step, int from, int to) {
        if (to - from < 4 * LANES) { // tiny runs end before C2 compiles vectors, which are objects until then
            return ScalarLoops.subtract(theta, step, from, to);
        }
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector sum = zero;
        int i = from;
        for (; to - i >= LANES; i += LANES) {
            FloatVector t = FloatVector.fromArray(FLOATS, theta, i).sub(FloatVector.fromArray(FLOATS, step, i));
            t.intoArray(theta, i);
            sum = t.fma(zero, sum); // stays 0 as long as t is finite, NaN ever after
        }
        boolean finite = sum.compare(VectorOperators.EQ, 0f).allTrue();
        return ScalarLoops.subtract(theta, step, i, to) && finite;
    }

    static double dot(float[] a, float[] b, int from, int to) {
        if (!WIDE || to - from < 4 * LANES) {
            return ScalarLoops.dot(a, b, from, to);
        }
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = low;
        int i = from;
        for (; a == b && to - i >= LANES + HALF; i += LANES) { // half of the conversions, which take most of the time
            DoubleVector first = doubles(a, i);
            DoubleVector second = doubles(a, i + HALF);
            low = first.fma(first, low);
            high = second.fma(second, high);
        }
        for (; to - i >= LANES + HALF; i += LANES) {
            low = doubles(a, i).fma(doubles(b, i), low); // the product of two floats is exact in a double
            high = doubles(a, i + HALF).fma(doubles(b, i + HALF), high);
        }
        for (; to - i >= LANES; i += LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, i);
            FloatVector y = FloatVector.fromArray(FLOATS, b, i);
            low = doubles(x, 0).fma(doubles(y, 0), low);
            high = doubles(x, 1).fma(doubles(y, 1), high);
        }
        return ScalarLoops.finish(
                a,
                b,
                i,
                to,
                low.lane(0),
                low.lane(1),
                low.lane(2),
                low.lane(3),
                low.lane(4),
                low.lane(5),
                low.lane(6),
                low.lane(7),
                high.lane(0),
                high.lane(1),
                high.lane(2),
                high.lane(3),
                high.lane(4),
                high.lane(5),
                high.lane(6),
                high.lane(7));
    }

    /**
     * Converts the numbers of half a register, of which a whole one is loaded: to take its upper half apart would cost
     * more, and registers of half the length would make C2 treat all vectors of floats as objects.
     */
    private static DoubleVector doubles(float[] a, int i) {
        return doubles(FloatVector.fromArray(FLOATS, a, i), 0);
    }

    private static DoubleVector doubles(FloatVector x, int half) {
        return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, half);
    }

    static void add(float c, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector factor = FloatVector.broadcast(FLOATS, c);
        int i = 0;
        for (; n - i >= LANES; i += LANES) {
            factor.fma(FloatVector.fromArray(FLOATS, x, xo + i), FloatVector.fromArray(FLOATS, y, yo + i))
                    .intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.fma(c, x[xo + i], y[yo + i]);
        }
    }

    /** {@code y[yo + i] = c * x[xo + i]}. */
    static void scale(float c, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector factor = FloatVector.broadcast(FLOATS, c);
        int i = 0;
        for (; n - i >= LANES; i += LANES) {
            factor.mul(FloatVector.fromArray(FLOATS, x, xo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c * x[xo + i];
        }
    }

    /** {@link #scale} for some rows of {@code len} numbers, as whole vectors like {@link #copyRows}. */
    static void scaleRows(int rows, int len, float c, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
        FloatVector factor = FloatVector.broadcast(FLOATS, c);
        for (int r = 0; r < rows; r++, xo += ldx, yo += ldy) {
            for (int q = 0; q < len; q += LANES) {
                factor.mul(FloatVector.fromArray(FLOATS, x, xo + q)).intoArray(y, yo + q);
            }
        }
    }

    /**
     * Copies rows of {@code len} numbers as whole vectors, which may extend beyond each row, on both sides; so rows
     * that follow have to be copied later.
     */
    static void copyRows(int rows, int len, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        if (len <= LANES) {
            for (int r = 0; r < rows; r++) {
                FloatVector.fromArray(FLOATS, from, fo + r * ldf).intoArray(to, at + r * ldt);
            }
        } else {
            copyWideRows(rows, len, from, fo, ldf, to, at, ldt);
        }
    }

    /**
     * Copies rows of {@code len} numbers, with {@code padding} behind each of them: at least up to the next row. Whole
     * vectors are written, which may extend beyond the last row by less than a vector, and whole vectors are read.
     */
    static void copyPaddedRows(
            int rows, int len, float padding, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        FloatVector behind = FloatVector.broadcast(FLOATS, padding);
        for (int r = 0; r < rows; r++, fo += ldf, at += ldt) {
            for (int q = 0; q < len; q += LANES) {
                FloatVector.fromArray(FLOATS, from, fo + q).intoArray(to, at + q);
            }
            behind.intoArray(to, at + len);
        }
    }

    private static void copyWideRows(int rows, int len, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        for (int r = 0; r < rows; r++, fo += ldf, at += ldt) {
            int q = 0;
            for (; q + LANES < len; q += 2 * LANES) {
                FloatVector first = FloatVector.fromArray(FLOATS, from, fo + q);
                FloatVector second = FloatVector.fromArray(FLOATS, from, fo + q + LANES);
                first.intoArray(to, at + q);
                second.intoArray(to, at + q + LANES);
            }
            if (q < len) {
                FloatVector.fromArray(FLOATS, from, fo + q).intoArray(to, at + q);
            }
        }
    }

    /** {@code s[l] += x[from + i]} for i in [0, n) and l = i mod 16; n is a multiple of 16 and not 0. */
    static void addBlocks(float[] x, int from, int n, float[] s) {
        for (int l = 0; l < ScalarLoops.WIDTH; l += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, s, l);
            for (int i = 0; i < n; i += ScalarLoops.WIDTH) {
                sum = FloatVector.fromArray(FLOATS, x, from + l + i).add(sum);
            }
            sum.intoArray(s, l);
        }
    }

    /** {@link #addBlocks} from -0 for some rows of n numbers, of which the last ones, modulo 16, are left out. */
    static void addBlocksOfRows(int rows, float[] x, int from, int n, float[] s) {
        int whole = n / ScalarLoops.WIDTH * ScalarLoops.WIDTH;
        for (int r = 0, at = 0; r < rows; r++, at += ScalarLoops.WIDTH) {
            for (int l = 0, first = from + r * n; l < ScalarLoops.WIDTH; l += LANES) {
                FloatVector sum = FloatVector.fromArray(FLOATS, x, first + l).add(-0f);
                for (int i = ScalarLoops.WIDTH; i < whole; i += ScalarLoops.WIDTH) {
                    sum = FloatVector.fromArray(FLOATS, x, first + l + i).add(sum);
                }
                sum.intoArray(s, at + l);
            }
        }
    }

    /** The sum of 16 vectors of s at this distance, in halves: s[l] + s[l + 8], then + 4, + 2, + 1. */
    static void addTree(float[] s, int from, int ld, float[] sums, int to) {
        FloatVector even = FloatVector.fromArray(FLOATS, s, from)
                .add(FloatVector.fromArray(FLOATS, s, from + 8 * ld))
                .add(FloatVector.fromArray(FLOATS, s, from + 4 * ld)
                        .add(FloatVector.fromArray(FLOATS, s, from + 12 * ld)))
                .add(FloatVector.fromArray(FLOATS, s, from + 2 * ld)
                        .add(FloatVector.fromArray(FLOATS, s, from + 10 * ld))
                        .add(FloatVector.fromArray(FLOATS, s, from + 6 * ld)
                                .add(FloatVector.fromArray(FLOATS, s, from + 14 * ld))));
        int odd = from + ld;
        FloatVector.fromArray(FLOATS, s, odd)
                .add(FloatVector.fromArray(FLOATS, s, odd + 8 * ld))
                .add(FloatVector.fromArray(FLOATS, s, odd + 4 * ld)
                        .add(FloatVector.fromArray(FLOATS, s, odd + 12 * ld)))
                .add(FloatVector.fromArray(FLOATS, s, odd + 2 * ld)
                        .add(FloatVector.fromArray(FLOATS, s, odd + 10 * ld))
                        .add(FloatVector.fromArray(FLOATS, s, odd + 6 * ld)
                                .add(FloatVector.fromArray(FLOATS, s, odd + 14 * ld))))
                .add(even)
                .intoArray(sums, to);
    }

    /** Like {@link #addBlocks}, for the squares of x[i] - mean. */
    static void addSquares(float[] x, int from, int n, float mean, float[] s) {
        FloatVector m = FloatVector.broadcast(FLOATS, mean);
        for (int l = 0; l < ScalarLoops.WIDTH; l += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, s, l);
            for (int i = 0; i < n; i += ScalarLoops.WIDTH) {
                FloatVector e = FloatVector.fromArray(FLOATS, x, from + l + i).sub(m);
                sum = e.fma(e, sum);
            }
            sum.intoArray(s, l);
        }
    }

    /** Like {@link #addBlocks}, for the products of x[i] and y[i]. */
    static void addProducts(float[] x, int from, float[] y, int yo, int n, float[] s) {
        for (int l = 0; l < ScalarLoops.WIDTH; l += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, s, l);
            for (int i = 0; i < n; i += ScalarLoops.WIDTH) {
                FloatVector e = FloatVector.fromArray(FLOATS, x, from + l + i);
                sum = e.fma(FloatVector.fromArray(FLOATS, y, yo + l + i), sum);
            }
            sum.intoArray(s, l);
        }
    }
}
