package dev.engram.plugins.datasets.zstd;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;

/** Reads bits from the end of a part to its beginning. Before the beginning there are zeros. */
final class BackwardBits {
    private final byte[] bytes;
    private int remaining;

    /** Takes the rest of a reader. The highest bit of its last byte marks the end. */
    BackwardBits(ByteReader in) throws ColumnFileException {
        bytes = in.readArray(in.remaining());
        int last = bytes.length == 0 ? 0 : bytes[bytes.length - 1] & 0xff;
        if (last == 0) {
            throw in.damaged("has bits without the mark of their end");
        }
        remaining = bytes.length * Byte.SIZE - Integer.numberOfLeadingZeros(last) + Integer.SIZE - Byte.SIZE - 1;
    }

    /** Returns the number of bits that are left; negative if more were read than there are. */
    int remaining() {
        return remaining;
    }

    /** Reads up to 32 bits. */
    int read(int count) {
        remaining -= count;
        int low = Math.max(remaining, 0);
        int end = remaining + count;
        long value = 0;
        for (int at = low; at < end; ) {
            int shift = at % Byte.SIZE;
            int take = Math.min(Byte.SIZE - shift, end - at);
            value |= (long) ((bytes[at / Byte.SIZE] & 0xff) >> shift & (1 << take) - 1) << at - low;
            at += take;
        }
        return end <= 0 ? 0 : (int) (value << low - remaining);
    }
}
