package dev.engram.plugins.datasets.zstd;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.util.Arrays;

/**
 * A table of prefix codes: for the next {@code width} bits their symbol, and how many of them it takes.
 *
 * @param width the bits of the longest code
 */
record HuffmanTable(int width, byte[] symbols, byte[] lengths) {
    private static final int MAX_WIDTH = 11;
    private static final int MAX_SYMBOLS = 256;
    private static final int MAX_WEIGHT_ACCURACY = 6;
    private static final int FIRST_DIRECT = 128;

    /** Reads the description of a table. */
    static HuffmanTable read(ByteReader in) throws ColumnFileException {
        int header = in.readByte();
        int[] weights =
                header < FIRST_DIRECT ? packedWeights(in.part(header)) : directWeights(in, header - FIRST_DIRECT + 1);
        return of(weights, in);
    }

    private static int[] directWeights(ByteReader in, int count) throws ColumnFileException {
        byte[] pairs = in.readArray((count + 1) / 2);
        int[] weights = new int[count];
        for (int i = 0; i < count; i++) {
            weights[i] = pairs[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
        }
        return weights;
    }

    /** Two states take turns until there are no bits left. */
    private static int[] packedWeights(ByteReader in) throws ColumnFileException {
        FseTable table = FseTable.read(in, MAX_WEIGHT_ACCURACY, MAX_SYMBOLS - 1);
        BackwardBits bits = new BackwardBits(in);
        int[] states = {bits.read(table.accuracy()), bits.read(table.accuracy())};
        int[] weights = new int[MAX_SYMBOLS];
        int count = 0;
        while (bits.remaining() >= 0) {
            if (count > MAX_SYMBOLS - 3) {
                throw in.damaged("has a table of too many symbols");
            }
            int turn = count % 2;
            weights[count] = table.symbols()[states[turn]];
            count++;
            states[turn] = table.bases()[states[turn]] + bits.read(table.bits()[states[turn]]);
        }
        weights[count] = table.symbols()[states[count % 2]];
        return Arrays.copyOf(weights, count + 1);
    }

    /** The weight of the last symbol is what is missing to a power of two. */
    private static HuffmanTable of(int[] weights, ByteReader in) throws ColumnFileException {
        int sum = 0;
        for (int weight : weights) {
            if (weight > MAX_WIDTH) {
                throw in.damaged("has a code of too many bits");
            }
            sum += weight == 0 ? 0 : 1 << weight - 1;
        }
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << width) - sum;
        if (sum == 0 || width > MAX_WIDTH || Integer.bitCount(rest) != 1) {
            throw in.damaged("has a table of codes that is not complete");
        }
        int[] all = Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = Integer.numberOfTrailingZeros(rest) + 1;
        byte[] symbols = new byte[1 << width];
        byte[] lengths = new byte[1 << width];
        int at = 0;
        for (int weight = 1; weight <= width; weight++) {
            for (int s = 0; s < all.length; s++) {
                if (all[s] == weight) {
                    int end = at + (1 << weight - 1);
                    Arrays.fill(symbols, at, end, (byte) s);
                    Arrays.fill(lengths, at, end, (byte) (width + 1 - weight));
                    at = end;
                }
            }
        }
        return new HuffmanTable(width, symbols, lengths);
    }

    /** Decodes so many symbols, which use all bits of a stream. */
    void decode(ByteReader stream, byte[] to, int from, int count) throws ColumnFileException {
        BackwardBits bits = new BackwardBits(stream);
        int mask = (1 << width) - 1;
        int state = bits.read(width);
        for (int i = from; i < from + count; i++) {
            to[i] = symbols[state];
            int length = lengths[state];
            state = state << length & mask | bits.read(length);
        }
        if (bits.remaining() != -width) {
            throw stream.damaged("has literals that do not fill their stream");
        }
    }
}
