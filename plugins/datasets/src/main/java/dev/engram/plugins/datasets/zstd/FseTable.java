package dev.engram.plugins.datasets.zstd;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;

/**
 * A table of finite state entropy: for each state its symbol, and how the next state is read.
 *
 * @param accuracy bits of a state
 */
record FseTable(int accuracy, int[] symbols, int[] bits, int[] bases) {
    private static final int MIN_ACCURACY = 5;
    private static final int MAX_REPEAT = 3;

    /** Returns a table with one symbol, which takes no bits. */
    static FseTable ofOne(int symbol) {
        return new FseTable(0, new int[] {symbol}, new int[1], new int[1]);
    }

    /**
     * Builds a table.
     *
     * @param counts the states of each symbol; -1 for a symbol of a single state with all bits
     */
    static FseTable of(int accuracy, int[] counts) {
        int size = 1 << accuracy;
        int[] symbols = new int[size];
        int[] next = new int[counts.length];
        int high = size;
        for (int s = 0; s < counts.length; s++) {
            if (counts[s] < 0) {
                high--;
                symbols[high] = s;
            }
            next[s] = Math.abs(counts[s]);
        }
        int at = 0;
        for (int s = 0; s < counts.length; s++) {
            for (int i = 0; i < counts[s]; i++) {
                symbols[at] = s;
                do {
                    at = at + (size >> 1) + (size >> 3) + 3 & size - 1;
                } while (at >= high);
            }
        }
        int[] bits = new int[size];
        int[] bases = new int[size];
        for (int i = 0; i < size; i++) {
            int n = next[symbols[i]]++;
            bits[i] = accuracy - (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(n));
            bases[i] = (n << bits[i]) - size;
        }
        return new FseTable(accuracy, symbols, bits, bases);
    }

    /**
     * Reads the description of a table, whose bits begin with the lowest.
     *
     * @param most the highest symbol
     */
    static FseTable read(ByteReader in, int maxAccuracy, int most) throws ColumnFileException {
        ForwardBits bits = new ForwardBits(in);
        int accuracy = bits.read(4) + MIN_ACCURACY;
        if (accuracy > maxAccuracy) {
            throw in.damaged("has a table of " + accuracy + " bits");
        }
        int[] counts = new int[most + 1];
        int left = 1 << accuracy;
        int symbol = 0;
        while (left > 0) {
            if (symbol > most) {
                throw in.damaged("has a table of too many symbols");
            }
            int count = readCount(bits, left);
            left -= Math.abs(count);
            counts[symbol] = count;
            symbol++;
            int repeat = count == 0 ? MAX_REPEAT : 0;
            while (repeat == MAX_REPEAT) {
                repeat = bits.read(2);
                symbol += repeat;
            }
        }
        if (left < 0) {
            throw in.damaged("has a table of too many states");
        }
        return of(accuracy, counts);
    }

    /** A count takes no more bits than are needed for the states that are left, and small ones take one bit less. */
    private static int readCount(ForwardBits bits, int left) throws ColumnFileException {
        int most = left + 1;
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(most);
        int small = (1 << width) - 1 - most;
        int value = bits.read(width - 1);
        if (value >= small) {
            boolean upper = bits.read(1) == 1;
            value += upper ? (1 << width - 1) - small : 0;
        }
        return value - 1;
    }

    /** Reads bits from the lowest of each byte on; the rest of the last byte is not used. */
    private static final class ForwardBits {
        private final ByteReader in;
        private int current;
        private int available;

        private ForwardBits(ByteReader in) {
            this.in = in;
        }

        private int read(int count) throws ColumnFileException {
            int value = 0;
            for (int i = 0; i < count; i++) {
                if (available == 0) {
                    current = in.readByte();
                    available = Byte.SIZE;
                }
                value |= (current & 1) << i;
                current >>= 1;
                available--;
            }
            return value;
        }
    }
}
