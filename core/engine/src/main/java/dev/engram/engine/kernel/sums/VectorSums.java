package dev.engram.engine.kernel.sums;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Sums} in the Vector API, for registers of 16 floats. */
final class VectorSums {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final int LANES = FLOATS.length();
    private static final int HALF = LANES / 2;
    static final boolean WIDE = LANES == Sums.WIDTH;

    private VectorSums() {}

    static double sum(float[] x, int from, int to) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = low;
        int i = from;
        for (; to - i >= LANES + HALF; i += LANES) { // whole loads of which half is used: see VectorLoops.dot
            low = doubles(FloatVector.fromArray(FLOATS, x, i), 0).add(low);
            high = doubles(FloatVector.fromArray(FLOATS, x, i + HALF), 0).add(high);
        }
        for (; to - i >= LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i);
            low = doubles(v, 0).add(low);
            high = doubles(v, 1).add(high);
        }
        return Sums.finish(
                x,
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

    private static DoubleVector doubles(FloatVector x, int half) {
        return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, half);
    }
}
