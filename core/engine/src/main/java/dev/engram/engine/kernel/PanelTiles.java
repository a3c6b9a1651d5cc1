package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * As {@link ChunkTiles}, for a left operand that lies turned: strips of {@link #PANEL_ROWS} rows, step by step. What is written twice
 * is where an element lies, and that has to be a constant.
 */
final class PanelTiles {
    /** Rows of a strip, two tiles of eight or four of four. */
    static final int PANEL_ROWS = 16;

    private PanelTiles() {}

    static void rows8x3(
            float[] start,
            int so,
            int lds,
            int depth,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        FloatVector c02 = FloatVector.fromArray(FLOATS, start, so + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, so + lds);
        FloatVector c11 = FloatVector.fromArray(FLOATS, start, so + lds + LANES);
        FloatVector c12 = FloatVector.fromArray(FLOATS, start, so + lds + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, so + 2 * lds);
        FloatVector c21 = FloatVector.fromArray(FLOATS, start, so + 2 * lds + LANES);
        FloatVector c22 = FloatVector.fromArray(FLOATS, start, so + 2 * lds + 2 * LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, so + 3 * lds);
        FloatVector c31 = FloatVector.fromArray(FLOATS, start, so + 3 * lds + LANES);
        FloatVector c32 = FloatVector.fromArray(FLOATS, start, so + 3 * lds + 2 * LANES);
        FloatVector c40 = FloatVector.fromArray(FLOATS, start, so + 4 * lds);
        FloatVector c41 = FloatVector.fromArray(FLOATS, start, so + 4 * lds + LANES);
        FloatVector c42 = FloatVector.fromArray(FLOATS, start, so + 4 * lds + 2 * LANES);
        FloatVector c50 = FloatVector.fromArray(FLOATS, start, so + 5 * lds);
        FloatVector c51 = FloatVector.fromArray(FLOATS, start, so + 5 * lds + LANES);
        FloatVector c52 = FloatVector.fromArray(FLOATS, start, so + 5 * lds + 2 * LANES);
        FloatVector c60 = FloatVector.fromArray(FLOATS, start, so + 6 * lds);
        FloatVector c61 = FloatVector.fromArray(FLOATS, start, so + 6 * lds + LANES);
        FloatVector c62 = FloatVector.fromArray(FLOATS, start, so + 6 * lds + 2 * LANES);
        FloatVector c70 = FloatVector.fromArray(FLOATS, start, so + 7 * lds);
        FloatVector c71 = FloatVector.fromArray(FLOATS, start, so + 7 * lds + LANES);
        FloatVector c72 = FloatVector.fromArray(FLOATS, start, so + 7 * lds + 2 * LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bi + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[ai + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[ai + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            FloatVector a6 = FloatVector.broadcast(FLOATS, a[ai + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            FloatVector a7 = FloatVector.broadcast(FLOATS, a[ai + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
            ai += PANEL_ROWS;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c02.intoArray(c, co + 2 * LANES);
        c10.intoArray(c, co + ldc);
        c11.intoArray(c, co + ldc + LANES);
        c12.intoArray(c, co + ldc + 2 * LANES);
        c20.intoArray(c, co + 2 * ldc);
        c21.intoArray(c, co + 2 * ldc + LANES);
        c22.intoArray(c, co + 2 * ldc + 2 * LANES);
        c30.intoArray(c, co + 3 * ldc);
        c31.intoArray(c, co + 3 * ldc + LANES);
        c32.intoArray(c, co + 3 * ldc + 2 * LANES);
        c40.intoArray(c, co + 4 * ldc);
        c41.intoArray(c, co + 4 * ldc + LANES);
        c42.intoArray(c, co + 4 * ldc + 2 * LANES);
        c50.intoArray(c, co + 5 * ldc);
        c51.intoArray(c, co + 5 * ldc + LANES);
        c52.intoArray(c, co + 5 * ldc + 2 * LANES);
        c60.intoArray(c, co + 6 * ldc);
        c61.intoArray(c, co + 6 * ldc + LANES);
        c62.intoArray(c, co + 6 * ldc + 2 * LANES);
        c70.intoArray(c, co + 7 * ldc);
        c71.intoArray(c, co + 7 * ldc + LANES);
        c72.intoArray(c, co + 7 * ldc + 2 * LANES);
    }

    static void rows8x2(
            float[] start,
            int so,
            int lds,
            int depth,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, so + lds);
        FloatVector c11 = FloatVector.fromArray(FLOATS, start, so + lds + LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, so + 2 * lds);
        FloatVector c21 = FloatVector.fromArray(FLOATS, start, so + 2 * lds + LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, so + 3 * lds);
        FloatVector c31 = FloatVector.fromArray(FLOATS, start, so + 3 * lds + LANES);
        FloatVector c40 = FloatVector.fromArray(FLOATS, start, so + 4 * lds);
        FloatVector c41 = FloatVector.fromArray(FLOATS, start, so + 4 * lds + LANES);
        FloatVector c50 = FloatVector.fromArray(FLOATS, start, so + 5 * lds);
        FloatVector c51 = FloatVector.fromArray(FLOATS, start, so + 5 * lds + LANES);
        FloatVector c60 = FloatVector.fromArray(FLOATS, start, so + 6 * lds);
        FloatVector c61 = FloatVector.fromArray(FLOATS, start, so + 6 * lds + LANES);
        FloatVector c70 = FloatVector.fromArray(FLOATS, start, so + 7 * lds);
        FloatVector c71 = FloatVector.fromArray(FLOATS, start, so + 7 * lds + LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[ai + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[ai + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(FLOATS, a[ai + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(FLOATS, a[ai + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            ai += PANEL_ROWS;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c10.intoArray(c, co + ldc);
        c11.intoArray(c, co + ldc + LANES);
        c20.intoArray(c, co + 2 * ldc);
        c21.intoArray(c, co + 2 * ldc + LANES);
        c30.intoArray(c, co + 3 * ldc);
        c31.intoArray(c, co + 3 * ldc + LANES);
        c40.intoArray(c, co + 4 * ldc);
        c41.intoArray(c, co + 4 * ldc + LANES);
        c50.intoArray(c, co + 5 * ldc);
        c51.intoArray(c, co + 5 * ldc + LANES);
        c60.intoArray(c, co + 6 * ldc);
        c61.intoArray(c, co + 6 * ldc + LANES);
        c70.intoArray(c, co + 7 * ldc);
        c71.intoArray(c, co + 7 * ldc + LANES);
    }

    static void rows8x1(
            float[] start,
            int so,
            int lds,
            int depth,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, so + lds);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, so + 2 * lds);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, so + 3 * lds);
        FloatVector c40 = FloatVector.fromArray(FLOATS, start, so + 4 * lds);
        FloatVector c50 = FloatVector.fromArray(FLOATS, start, so + 5 * lds);
        FloatVector c60 = FloatVector.fromArray(FLOATS, start, so + 6 * lds);
        FloatVector c70 = FloatVector.fromArray(FLOATS, start, so + 7 * lds);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[ai + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[ai + 5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(FLOATS, a[ai + 6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(FLOATS, a[ai + 7]);
            c70 = a7.fma(b0, c70);
            ai += PANEL_ROWS;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + ldc);
        c20.intoArray(c, co + 2 * ldc);
        c30.intoArray(c, co + 3 * ldc);
        c40.intoArray(c, co + 4 * ldc);
        c50.intoArray(c, co + 5 * ldc);
        c60.intoArray(c, co + 6 * ldc);
        c70.intoArray(c, co + 7 * ldc);
    }

    static void rows4x2(
            float[] start,
            int so,
            int lds,
            int depth,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c01 = FloatVector.fromArray(FLOATS, start, so + LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, so + lds);
        FloatVector c11 = FloatVector.fromArray(FLOATS, start, so + lds + LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, so + 2 * lds);
        FloatVector c21 = FloatVector.fromArray(FLOATS, start, so + 2 * lds + LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, so + 3 * lds);
        FloatVector c31 = FloatVector.fromArray(FLOATS, start, so + 3 * lds + LANES);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bi + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            ai += PANEL_ROWS;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c10.intoArray(c, co + ldc);
        c11.intoArray(c, co + ldc + LANES);
        c20.intoArray(c, co + 2 * ldc);
        c21.intoArray(c, co + 2 * ldc + LANES);
        c30.intoArray(c, co + 3 * ldc);
        c31.intoArray(c, co + 3 * ldc + LANES);
    }

    static void rows4x1(
            float[] start,
            int so,
            int lds,
            int depth,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, start, so);
        FloatVector c10 = FloatVector.fromArray(FLOATS, start, so + lds);
        FloatVector c20 = FloatVector.fromArray(FLOATS, start, so + 2 * lds);
        FloatVector c30 = FloatVector.fromArray(FLOATS, start, so + 3 * lds);
        int ai = ao;
        int bi = bo;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bi);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[ai]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[ai + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[ai + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[ai + 3]);
            c30 = a3.fma(b0, c30);
            ai += PANEL_ROWS;
            bi += ldb;
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + ldc);
        c20.intoArray(c, co + 2 * ldc);
        c30.intoArray(c, co + 3 * ldc);
    }
}
