package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;

/** Whole numbers as differences from one to the next (DELTA_BINARY_PACKED). */
final class Deltas {
    private static final int MAX_BLOCK = 1 << 20;
    private static final int MINIBLOCK_UNIT = 8;

    private Deltas() {}

    /** Reads so many numbers; the part must declare the same count. */
    static long[] read(ByteReader in, int n) throws ColumnFileException {
        long block = in.readVarint();
        long miniblocks = in.readVarint();
        long declared = in.readVarint();
        long value = in.readZigzag();
        if (declared != n) {
            throw in.damaged("has " + declared + " differences for " + n + " values");
        }
        boolean countsFit = block > 0 && block <= MAX_BLOCK && miniblocks > 0 && miniblocks <= block;
        if (!countsFit || block % (miniblocks * MINIBLOCK_UNIT) != 0) {
            throw in.damaged("has differences in blocks of " + block);
        }
        long[] values = new long[n];
        if (n > 0) {
            values[0] = value;
        }
        int perMiniblock = (int) (block / miniblocks);
        for (int done = 1; done < n; ) {
            long least = in.readZigzag();
            byte[] widths = in.readArray(miniblocks);
            for (int m = 0; m < miniblocks && done < n; m++) {
                int width = widths[m] & 0xff;
                if (width > Long.SIZE) {
                    throw in.damaged("has differences of " + width + " bits");
                }
                int used = Math.min(perMiniblock, n - done);
                ByteReader packed = in.part(Math.min(in.remaining(), (long) perMiniblock / Byte.SIZE * width));
                RunLengths.unpack(packed, width, values, done, used);
                for (int i = done; i < done + used; i++) {
                    values[i] += values[i - 1] + least;
                }
                done += used;
            }
        }
        return values;
    }
}
