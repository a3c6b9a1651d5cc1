package dev.engram.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a few rows of A with a few vectors of columns of B, all accumulators in registers: {@code start +
 * A B} for {@code depth} steps. Row r of A begins at {@code ao + r * rowStride} and advances by {@code step}; B
 * advances by {@code ldb}. The accumulators are loaded, even where they are zero: from a constant, C2 keeps
 * them boxed.
 */
final class VectorTiles {
    /**
     * The only species of floats that may ever be used in this JVM. With a second one loaded, C2 no longer knows
     * the class behind FloatVector and boxes the accumulators: ten to a thousand times slower.
     */
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    static final int LANES = FLOATS.length();
    /** Rows of the tall tiles. */
    static final int ROWS = 4;
    /**
     * Vectors of the widest tile: 16 accumulators fill the 32 registers of AVX-512 or NEON, and would spill in
     * AVX2's 16.
     */
    static final int WIDTH = LANES == 8 ? 2 : 4;

    private VectorTiles() {}

    static void rows4x4(
            int depth,
            float[] a,
            int ao,
            int rowStride,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            int lds,
            float[] c,
            int co,
            int ldc) {
        int s1 = so + lds;
        int s2 = so + 2 * lds;
        int s3 = so + 3 * lds;
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        FloatVector c02 = FloatVector.fromArray(FLOATS, start, so + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(FLOATS, start, so + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, start, s1 + LANES);
        FloatVector c12 = FloatVector.fromArray(FLOATS, start, s1 + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(FLOATS, start, s1 + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, s2);
        FloatVector c21 = FloatVector.fromArray(FLOATS, start, s2 + LANES);
        FloatVector c22 = FloatVector.fromArray(FLOATS, start, s2 + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(FLOATS, start, s2 + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, s3);
        FloatVector c31 = FloatVector.fromArray(FLOATS, start, s3 + LANES);
        FloatVector c32 = FloatVector.fromArray(FLOATS, start, s3 + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(FLOATS, start, s3 + 3 * LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bi + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + rowStride]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2 * rowStride]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3 * rowStride]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            ai += step;
            bi += ldb;
        }
        int r1 = co + ldc;
        int r2 = co + 2 * ldc;
        int r3 = co + 3 * ldc;
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c02.intoArray(c, co + 2 * LANES);
        c03.intoArray(c, co + 3 * LANES);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + LANES);
        c12.intoArray(c, r1 + 2 * LANES);
        c13.intoArray(c, r1 + 3 * LANES);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + LANES);
        c22.intoArray(c, r2 + 2 * LANES);
        c23.intoArray(c, r2 + 3 * LANES);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + LANES);
        c32.intoArray(c, r3 + 2 * LANES);
        c33.intoArray(c, r3 + 3 * LANES);
    }

    static void rows4x2(
            int depth,
            float[] a,
            int ao,
            int rowStride,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            int lds,
            float[] c,
            int co,
            int ldc) {
        int s1 = so + lds;
        int s2 = so + 2 * lds;
        int s3 = so + 3 * lds;
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, start, s1 + LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, s2);
        FloatVector c21 = FloatVector.fromArray(FLOATS, start, s2 + LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, s3);
        FloatVector c31 = FloatVector.fromArray(FLOATS, start, s3 + LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + rowStride]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2 * rowStride]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3 * rowStride]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            ai += step;
            bi += ldb;
        }
        int r1 = co + ldc;
        int r2 = co + 2 * ldc;
        int r3 = co + 3 * ldc;
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + LANES);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + LANES);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + LANES);
    }

    static void rows4x1(
            int depth,
            float[] a,
            int ao,
            int rowStride,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            int lds,
            float[] c,
            int co,
            int ldc) {
        int s1 = so + lds;
        int s2 = so + 2 * lds;
        int s3 = so + 3 * lds;
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, s1);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, s2);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, s3);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + rowStride]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2 * rowStride]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3 * rowStride]);
            c30 = a3.fma(b0, c30);
            ai += step;
            bi += ldb;
        }
        int r1 = co + ldc;
        int r2 = co + 2 * ldc;
        int r3 = co + 3 * ldc;
        c00.intoArray(c, co);
        c10.intoArray(c, r1);
        c20.intoArray(c, r2);
        c30.intoArray(c, r3);
    }

    static void row1x4(
            int depth,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] c,
            int co) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        FloatVector c02 = FloatVector.fromArray(FLOATS, start, so + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(FLOATS, start, so + 3 * LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bi + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            ai += step;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c02.intoArray(c, co + 2 * LANES);
        c03.intoArray(c, co + 3 * LANES);
    }

    static void row1x2(
            int depth,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] c,
            int co) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            ai += step;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
    }

    static void row1x1(
            int depth,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] c,
            int co) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            ai += step;
            bi += ldb;
        }
        c00.intoArray(c, co);
    }
}
