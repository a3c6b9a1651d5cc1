package dev.engram.engine.kernel.sums;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LinearCombination} in the Vector API. Two groups of four terms are added before the sum is stored. */
final class VectorLinearCombination {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int EIGHT = 8;

    private VectorLinearCombination() {}

    static void compute(int count, double[] c, float[][] a, float[] y, int from, int to) {
        int whole = to - (to - from) % LANES;
        LinearCombination.computePlainly(count, c, a, y, whole, to);
        LinearCombination.computePlainly(1, c, a, y, from, whole);
        int k = 1;
        for (; count - k >= EIGHT; k += EIGHT) {
            addEight(c, a, k, y, from, whole);
        }
        LinearCombination.addPlainly(k, count, c, a, y, from, whole);
    }

    /** Adds eight terms. */
    private static void addEight(double[] c, float[][] a, int k, float[] y, int from, int to) {
        FloatVector c0 = FloatVector.broadcast(FLOATS, (float) c[k]);
        FloatVector c1 = FloatVector.broadcast(FLOATS, (float) c[k + 1]);
        FloatVector c2 = FloatVector.broadcast(FLOATS, (float) c[k + 2]);
        FloatVector c3 = FloatVector.broadcast(FLOATS, (float) c[k + 3]);
        FloatVector c4 = FloatVector.broadcast(FLOATS, (float) c[k + 4]);
        FloatVector c5 = FloatVector.broadcast(FLOATS, (float) c[k + 5]);
        FloatVector c6 = FloatVector.broadcast(FLOATS, (float) c[k + 6]);
        FloatVector c7 = FloatVector.broadcast(FLOATS, (float) c[k + 7]);
        float[] x0 = a[k];
        float[] x1 = a[k + 1];
        float[] x2 = a[k + 2];
        float[] x3 = a[k + 3];
        float[] x4 = a[k + 4];
        float[] x5 = a[k + 5];
        float[] x6 = a[k + 6];
        float[] x7 = a[k + 7];
        for (int i = from; i < to; i += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, y, i);
            sum = sum.add(c0.mul(FloatVector.fromArray(FLOATS, x0, i))
                    .add(c1.mul(FloatVector.fromArray(FLOATS, x1, i)))
                    .add(c2.mul(FloatVector.fromArray(FLOATS, x2, i)))
                    .add(c3.mul(FloatVector.fromArray(FLOATS, x3, i))));
            sum = sum.add(c4.mul(FloatVector.fromArray(FLOATS, x4, i))
                    .add(c5.mul(FloatVector.fromArray(FLOATS, x5, i)))
                    .add(c6.mul(FloatVector.fromArray(FLOATS, x6, i)))
                    .add(c7.mul(FloatVector.fromArray(FLOATS, x7, i))));
            sum.intoArray(y, i);
        }
    }
}
