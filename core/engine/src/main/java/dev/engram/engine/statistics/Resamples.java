package dev.engram.engine.statistics;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;
import java.util.Arrays;

/**
 * The number of times that each of n values is drawn in each resample. Stored by value, not by resample, so that sums
 * over all resamples are loops over parallel arrays, which the compiler vectorizes.
 */
final class Resamples {
    /** Up to this number, counts are kept unpacked, which takes 40 MB. */
    private static final int MAX_UNPACKED_VALUES = 1024;
    /** The number of resamples summed at a time; their sums fit in the L1 cache. */
    private static final int BLOCK = 2000;
    /** The number of resamples drawn before they are stored by value; the counts of each fit in the L1 cache. */
    private static final int DRAWN_TOGETHER = 16;

    private final float[][] unpacked;
    /** Bytes suffice: a value is drawn once on average, and never more than a few dozen times. */
    private final byte[][] packed;

    /** Draws the resamples, which depend only on n. */
    Resamples(int n) {
        RandomStream stream = RandomStreams.of(n, "statistics/bootstrap");
        byte[][] drawn = new byte[n][Bootstrap.RESAMPLES];
        byte[][] block = new byte[DRAWN_TOGETHER][n];
        for (int from = 0; from < Bootstrap.RESAMPLES; from += DRAWN_TOGETHER) {
            for (byte[] counts : block) {
                draw(stream, counts);
            }
            for (int i = 0; i < n; i++) {
                for (int b = 0; b < DRAWN_TOGETHER; b++) {
                    drawn[i][from + b] = block[b][i];
                }
            }
        }
        boolean keep = n <= MAX_UNPACKED_VALUES;
        unpacked = new float[keep ? n : 0][Bootstrap.RESAMPLES];
        for (int i = 0; i < unpacked.length; i++) {
            unpack(drawn[i], 0, unpacked[i], Bootstrap.RESAMPLES);
        }
        packed = keep ? new byte[0][] : drawn;
    }

    private static void draw(RandomStream stream, byte[] counts) {
        Arrays.fill(counts, (byte) 0);
        for (int i = 0; i < counts.length; i++) {
            counts[stream.uniformInt(counts.length)]++;
        }
    }

    /**
     * The sum of the values of each resample, as floats: the values are of the order of one, and the error of drawing
     * is far larger.
     */
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
