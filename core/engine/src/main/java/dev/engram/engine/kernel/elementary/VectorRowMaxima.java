package dev.engram.engine.kernel.elementary;

import dev.engram.spi.Maths;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of short rows in the Vector API. A vector holds a whole row and the beginning of the next ones, from which 0
 * is subtracted.
 */
final class VectorRowMaxima {
    /** The only species of floats that the kernels use, and its integers. */
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    static final int LANES = FLOATS.length();
    private static final int SIGN_SHIFT = 31;

    /** Bits of a vector that starts at LANES - n: ones in its first n lanes. */
    private static final int[] OWN = new int[2 * LANES];

    static {
        Arrays.fill(OWN, 0, LANES, -1);
    }

    private VectorRowMaxima() {}

    /** See {@link Maths#subtractRowMaxima}; for rows of at most {@link #LANES} numbers. */
    static void subtract(float[] x, float[] y, int rows, int cols) {
        int n = rows * cols;
        for (int from = n < LANES ? 0 : subtractVectors(x, y, n, cols); from < n; from += cols) {
            Maths.subtractMaximum(x, y, from, from + cols);
        }
    }

    private static int subtractVectors(float[] x, float[] y, int n, int cols) {
        IntVector own = IntVector.fromArray(INTS, OWN, LANES - cols);
        IntVector others =
                own.lanewise(VectorOperators.NOT).lanewise(VectorOperators.AND, Integer.MIN_VALUE); // below all
        int i = 0;
        for (; i + LANES <= n; i += cols) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i);
            IntVector bits = v.reinterpretAsInts();
            int order = bits.lanewise(
                            VectorOperators.XOR,
                            bits.lanewise(VectorOperators.ASHR, SIGN_SHIFT)
                                    .lanewise(VectorOperators.AND, Integer.MAX_VALUE))
                    .lanewise(VectorOperators.AND, own)
                    .lanewise(VectorOperators.OR, others)
                    .reduceLanes(VectorOperators.MAX);
            int max = Float.floatToRawIntBits(Maths.fromSortableInt(order));
            v.sub(IntVector.broadcast(INTS, max)
                            .lanewise(VectorOperators.AND, own)
                            .reinterpretAsFloats())
                    .intoArray(y, i);
        }
        return i;
    }
}
