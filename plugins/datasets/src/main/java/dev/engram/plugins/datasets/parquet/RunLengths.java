package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.util.Arrays;

/** Small whole numbers as runs of equal ones, mixed with groups of eight that have a fixed number of bits each. */
final class RunLengths {
    private static final int GROUP = 8;

    private final ByteReader in;
    private final int width;

    /** @param width the bits of a number */
    RunLengths(ByteReader in, int width) throws ColumnFileException {
        if (width > Integer.SIZE) {
            throw in.damaged("has numbers of " + width + " bits");
        }
        this.in = in;
        this.width = width;
    }

    /** Reads so many numbers. */
    long[] read(int n) throws ColumnFileException {
        long[] values = new long[n];
        int done = 0;
        while (done < n) {
            long head = in.readVarint();
            long count = (head >>> 1) * ((head & 1) == 1 ? GROUP : 1);
            if (count <= 0) {
                throw in.damaged("has an empty run of values");
            }
            int used = (int) Math.min(n - done, count);
            if ((head & 1) == 1) {
                unpack(in.part(Math.min(in.remaining(), (head >>> 1) * width)), width, values, done, used);
            } else {
                Arrays.fill(values, done, done + used, in.readBytes((width + Byte.SIZE - 1) / Byte.SIZE));
            }
            done += used;
        }
        return values;
    }

    /** Reads numbers of a fixed number of bits, the lowest bit first. */
    static void unpack(ByteReader in, int width, long[] values, int from, int count) throws ColumnFileException {
        long buffer = 0;
        int bits = 0;
        long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
        for (int i = from; i < from + count; i++) {
            long value = 0;
            int have = 0;
            while (have < width) {
                if (bits == 0) {
                    buffer = in.readByte();
                    bits = Byte.SIZE;
                }
                int take = Math.min(bits, width - have);
                value |= (buffer & (1L << take) - 1) << have;
                buffer >>>= take;
                bits -= take;
                have += take;
            }
            values[i] = value & mask;
        }
    }
}
