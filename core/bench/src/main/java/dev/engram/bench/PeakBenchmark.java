package dev.engram.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The peak of a core: multiply-adds that stay in registers, in twelve independent chains. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
public class PeakBenchmark {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /**
     * More than latency (4 or 5 cycles) times units (2). Together with two factors, the chains fit into 16 registers.
     */
    private static final int CHAINS = 12;

    private static final int NUMBERS = 65_536;
    private static final int ROUNDS = NUMBERS / LANES;
    /** Floating-point operations of one call, independent of the vector width: two for each multiply-add. */
    static final double FLOP = 2.0 * NUMBERS * CHAINS;

    private final float[] sums = new float[CHAINS * LANES];

    /** Multiply-adds whose values stay near 1. */
    @Benchmark
    public float[] multiplyAdd() {
        Arrays.fill(sums, 1f);
        chains(sums, 0.5f, 0.5f);
        return sums;
    }

    private static void chains(float[] s, float factor, float term) {
        FloatVector f = FloatVector.broadcast(FLOATS, factor);
        FloatVector t = FloatVector.broadcast(FLOATS, term);
        FloatVector c0 = FloatVector.fromArray(FLOATS, s, 0);
        FloatVector c1 = FloatVector.fromArray(FLOATS, s, LANES);
        FloatVector c2 = FloatVector.fromArray(FLOATS, s, 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(FLOATS, s, 3 * LANES);
        FloatVector c4 = FloatVector.fromArray(FLOATS, s, 4 * LANES);
        FloatVector c5 = FloatVector.fromArray(FLOATS, s, 5 * LANES);
        FloatVector c6 = FloatVector.fromArray(FLOATS, s, 6 * LANES);
        FloatVector c7 = FloatVector.fromArray(FLOATS, s, 7 * LANES);
        FloatVector c8 = FloatVector.fromArray(FLOATS, s, 8 * LANES);
        FloatVector c9 = FloatVector.fromArray(FLOATS, s, 9 * LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, 10 * LANES);
        FloatVector c11 = FloatVector.fromArray(FLOATS, s, 11 * LANES);
        for (int i = 0; i < ROUNDS; i++) {
            c0 = c0.fma(f, t);
            c1 = c1.fma(f, t);
            c2 = c2.fma(f, t);
            c3 = c3.fma(f, t);
            c4 = c4.fma(f, t);
            c5 = c5.fma(f, t);
            c6 = c6.fma(f, t);
            c7 = c7.fma(f, t);
            c8 = c8.fma(f, t);
            c9 = c9.fma(f, t);
            c10 = c10.fma(f, t);
            c11 = c11.fma(f, t);
        }
        c0.intoArray(s, 0);
        c1.intoArray(s, LANES);
        c2.intoArray(s, 2 * LANES);
        c3.intoArray(s, 3 * LANES);
        c4.intoArray(s, 4 * LANES);
        c5.intoArray(s, 5 * LANES);
        c6.intoArray(s, 6 * LANES);
        c7.intoArray(s, 7 * LANES);
        c8.intoArray(s, 8 * LANES);
        c9.intoArray(s, 9 * LANES);
        c10.intoArray(s, 10 * LANES);
        c11.intoArray(s, 11 * LANES);
    }
}
