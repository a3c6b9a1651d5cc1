package dev.engram.engine.kernel.doubles;

import static dev.engram.engine.kernel.doubles.DoubleTiles.DOUBLES;
import static dev.engram.engine.kernel.doubles.DoubleTiles.LANES;

import jdk.incubator.vector.DoubleVector;

/** The loops of {@link DoubleKernels} in the Vector API. */
final class VectorDoubleLoops {
    /** Sums are written for registers of eight doubles. */
    private static final boolean WIDE = LANES == ScalarDoubleLoops.WIDTH;

    private static final int ROWS = 8;

    private VectorDoubleLoops() {}

    static void addRows(int rows, int n, double[] x, int xo, double[] a, int ao, int lda, double[] y, int yo) {
        int i = 0;
        if (n >= LANES) {
            for (; rows - i >= ROWS; i += ROWS) {
                addEightRows(n, x, xo + i, a, ao + i * lda, lda, y, yo);
            }
        }
        for (; i < rows; i++) {
            add(n, x[xo + i], a, ao + i * lda, y, yo);
        }
    }

    /** y is loaded and stored once for eight rows. */
    private static void addEightRows(int n, double[] x, int xo, double[] a, int ao, int lda, double[] y, int yo) {
        int a1 = ao + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int a4 = a3 + lda;
        int a5 = a4 + lda;
        int a6 = a5 + lda;
        int a7 = a6 + lda;
        DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[xo]);
        DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[xo + 1]);
        DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[xo + 2]);
        DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[xo + 3]);
        DoubleVector x4 = DoubleVector.broadcast(DOUBLES, x[xo + 4]);
        DoubleVector x5 = DoubleVector.broadcast(DOUBLES, x[xo + 5]);
        DoubleVector x6 = DoubleVector.broadcast(DOUBLES, x[xo + 6]);
        DoubleVector x7 = DoubleVector.broadcast(DOUBLES, x[xo + 7]);
        int j = 0;
        for (; n - j >= LANES; j += LANES) {
            DoubleVector.fromArray(DOUBLES, y, yo + j)
                    .add(DoubleVector.fromArray(DOUBLES, a, ao + j).mul(x0))
                    .add(DoubleVector.fromArray(DOUBLES, a, a1 + j).mul(x1))
                    .add(DoubleVector.fromArray(DOUBLES, a, a2 + j).mul(x2))
                    .add(DoubleVector.fromArray(DOUBLES, a, a3 + j).mul(x3))
                    .add(DoubleVector.fromArray(DOUBLES, a, a4 + j).mul(x4))
                    .add(DoubleVector.fromArray(DOUBLES, a, a5 + j).mul(x5))
                    .add(DoubleVector.fromArray(DOUBLES, a, a6 + j).mul(x6))
                    .add(DoubleVector.fromArray(DOUBLES, a, a7 + j).mul(x7))
                    .intoArray(y, yo + j);
        }
        for (; j < n; j++) {
            double sum = y[yo + j];
            for (int r = 0, at = ao + j; r < ROWS; r++, at += lda) {
                sum += x[xo + r] * a[at];
            }
            y[yo + j] = sum;
        }
    }

    static void add(int n, double c, double[] x, int xo, double[] y, int yo) {
        int i = n < LANES ? 0 : addWhole(n, c, x, xo, y, yo);
        for (; i < n; i++) {
            y[yo + i] += c * x[xo + i];
        }
    }

    private static int addWhole(int n, double c, double[] x, int xo, double[] y, int yo) {
        DoubleVector factor = DoubleVector.broadcast(DOUBLES, c);
        int i = 0;
        for (; n - i >= LANES; i += LANES) {
            DoubleVector.fromArray(DOUBLES, x, xo + i)
                    .mul(factor)
                    .add(DoubleVector.fromArray(DOUBLES, y, yo + i))
                    .intoArray(y, yo + i);
        }
        return i;
    }

    static double dot(int n, double[] a, int ao, double[] b, int bo) {
        return WIDE && n >= LANES ? wideDot(n, a, ao, b, bo) : ScalarDoubleLoops.dot(n, a, ao, b, bo);
    }

    private static double wideDot(int n, double[] a, int ao, double[] b, int bo) {
        DoubleVector s = DoubleVector.zero(DOUBLES);
        int i = 0;
        for (; n - i >= LANES; i += LANES) {
            s = DoubleVector.fromArray(DOUBLES, a, ao + i)
                    .mul(DoubleVector.fromArray(DOUBLES, b, bo + i))
                    .add(s);
        }
        return ScalarDoubleLoops.dotEnd(
                n - i, a, ao + i, b, bo + i, s.lane(0), s.lane(1), s.lane(2), s.lane(3), s.lane(4), s.lane(5),
                s.lane(6), s.lane(7));
    }

    static void poleSums(int n, double[] w, double[] p, double x, double[] sums) {
        if (WIDE) {
            widePoleSums(n, w, p, x, sums);
            ScalarDoubleLoops.poleEnd(sums);
        } else {
            ScalarDoubleLoops.poleSums(n, w, p, x, sums);
        }
    }

    private static void widePoleSums(int n, double[] w, double[] p, double x, double[] sums) {
        DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
        DoubleVector at = DoubleVector.broadcast(DOUBLES, x);
        DoubleVector value = DoubleVector.zero(DOUBLES);
        DoubleVector slope = value;
        DoubleVector size = value;
        for (int i = 0; i < n; i += LANES) {
            DoubleVector r = one.div(DoubleVector.fromArray(DOUBLES, p, i).sub(at));
            DoubleVector term = DoubleVector.fromArray(DOUBLES, w, i).mul(r);
            value = term.add(value);
            slope = term.mul(r).add(slope);
            size = term.abs().add(size);
        }
        value.intoArray(sums, 0);
        slope.intoArray(sums, LANES);
        size.intoArray(sums, 2 * LANES);
    }
}
