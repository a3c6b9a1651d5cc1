package dev.engram.engine.statistics;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;

/**
 * How often each of n values is drawn in each resample. Kept by value and not by resample: sums over all resamples are then
 * loops over parallel arrays, which the compiler turns into SIMD.
 */
final class Resamples {
    /** Up to here counts are kept ready for adding; these are 40 MB. */
    private static final int MAX_UNPACKED_VALUES = 1024;
    /** How many resamples are summed at a time: the sums stay in the nearest cache. */
    private static final int BLOCK = 2000;

    private final float[][] unpacked;
    /** A value is drawn once on average, and never more than a few dozen times. */
    private final byte[][] packed;

    /** The draws depend on n alone. */
    Resamples(int n) {
        RandomStream stream = RandomStreams.of(n, "statistics/bootstrap");
        byte[][] drawn = new byte[n][Bootstrap.RESAMPLES];
        for (int r = 0; r < Bootstrap.RESAMPLES; r++) {
            for (int i = 0; i < n; i++) {
                drawn[stream.uniformInt(n)][r]++;
            }
        }
        boolean keep = n <= MAX_UNPACKED_VALUES;
        unpacked = new float[keep ? n : 0][Bootstrap.RESAMPLES];
        for (int i = 0; i < unpacked.length; i++) {
            unpack(drawn[i], 0, unpacked[i], Bootstrap.RESAMPLES);
        }
        packed = keep ? new byte[0][] : drawn;
    }

    /** The sum of the values of each resample. Floats: the values are of the order of one, and the drawing errs by far more. */
    void sums(float[] values, float[] sums) {
        float[] counts = new float[BLOCK];
        for (int from = 0; from < sums.length; from += BLOCK) {
            for (int r = 0; r < BLOCK; r++) {
                sums[from + r] = 0;
            }
            for (int i = 0; i < values.length; i++) {
                if (unpacked.length > 0) {
                    add(values[i], unpacked[i], from, sums, from);
                } else {
                    unpack(packed[i], from, counts, BLOCK);
                    add(values[i], counts, 0, sums, from);
                }
            }
        }
    }

    private static void unpack(byte[] packed, int from, float[] counts, int n) {
        for (int r = 0; r < n; r++) {
            counts[r] = packed[from + r];
        }
    }

    private static void add(float value, float[] counts, int first, float[] sums, int from) {
        for (int r = 0; r < BLOCK; r++) {
            sums[from + r] += value * counts[first + r];
        }
    }
}
