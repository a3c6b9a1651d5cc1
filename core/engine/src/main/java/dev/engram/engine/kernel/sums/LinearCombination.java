package dev.engram.engine.kernel.sums;

import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.engine.kernel.vector.VectorWarmUp;

/**
 * A linear combination of arrays: y[i] = c[0] a[0][i] + c[1] a[1][i] and so on. The first term begins the sum. The
 * others follow in groups of four, whose terms are added from left to right before their sum is added to the rest; the
 * last group may have fewer. Every operation is rounded to a float, without fused multiply-add.
 */
public final class LinearCombination {
    /** Arrays whose terms are added before they are added to the rest. */
    static final int GROUP = 4;
    /** Least length for which the Vector API is worth the calls. */
    private static final int SHORT = 64;

    /** The plain loops are vectorised, too, and lose only about 0.1 ns for each number of y. */
    private static final VectorWarmUp WARM_UP = new VectorWarmUp(2_000_000_000);

    private LinearCombination() {}

    /**
     * Overwrites y[i] for i in [from, to).
     *
     * @param count number of terms, at least 1
     * @param c factors, which are rounded to floats
     * @param y another array than those that are added
     */
    public static void compute(int count, double[] c, float[][] a, float[] y, int from, int to) {
        if (VectorModule.PRESENT && to - from >= SHORT && WARM_UP.isComplete(to - from)) {
            VectorLinearCombination.compute(count, c, a, y, from, to);
        } else {
            computePlainly(count, c, a, y, from, to);
        }
    }

    /** The same numbers in scalar loops. */
    static void computePlainly(int count, double[] c, float[][] a, float[] y, int from, int to) {
        scale((float) c[0], a[0], y, from, to);
        addPlainly(1, count, c, a, y, from, to);
    }

    /** Adds the terms from k on. */
    static void addPlainly(int k, int count, double[] c, float[][] a, float[] y, int from, int to) {
        int next = k;
        for (; count - next >= GROUP; next += GROUP) {
            addFour(c, a, next, y, from, to);
        }
        switch (count - next) {
            case 1 -> addOne((float) c[next], a[next], y, from, to);
            case 2 -> addTwo((float) c[next], a[next], (float) c[next + 1], a[next + 1], y, from, to);
            case 3 -> addThree(c, a, next, y, from, to);
            default -> {
                // nothing is left
            }
        }
    }

    private static void scale(float c, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = c * x[i];
        }
    }

    private static void addOne(float c, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += c * x[i];
        }
    }

    private static void addTwo(float c0, float[] x0, float c1, float[] x1, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += c0 * x0[i] + c1 * x1[i];
        }
    }

    private static void addThree(double[] c, float[][] a, int k, float[] y, int from, int to) {
        float c0 = (float) c[k], c1 = (float) c[k + 1], c2 = (float) c[k + 2];
        float[] x0 = a[k], x1 = a[k + 1], x2 = a[k + 2];
        for (int i = from; i < to; i++) {
            y[i] += c0 * x0[i] + c1 * x1[i] + c2 * x2[i];
        }
    }

    private static void addFour(double[] c, float[][] a, int k, float[] y, int from, int to) {
        float c0 = (float) c[k], c1 = (float) c[k + 1], c2 = (float) c[k + 2], c3 = (float) c[k + 3];
        float[] x0 = a[k], x1 = a[k + 1], x2 = a[k + 2], x3 = a[k + 3];
        for (int i = from; i < to; i++) {
            y[i] += c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i];
        }
    }
}
