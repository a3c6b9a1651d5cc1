package dev.engram.plugins.datasets.zstd;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.UnpackedBytes;

/** Executes the sequences of blocks: literals, then a copy of earlier bytes. A block can use tables of earlier ones. */
final class Sequences {
    private static final int RLE = 1;
    private static final int COMPRESSED = 2;
    private static final int REPEAT = 3;
    private static final int LONG_COUNT = 0x7f00;
    private static final int REPEATED_OFFSETS = 3;

    private final Code literalLengths = new Code(
            9,
            new int[] {
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256,
                512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
            },
            new int[] {
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13,
                14, 15, 16
            },
            FseTable.of(6, new int[] {
                4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1,
                -1, -1
            }));

    private final Code matchLengths = new Code(
            9,
            new int[] {
                3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
                31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195,
                16387, 32771, 65539
            },
            new int[] {
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1,
                1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
            },
            FseTable.of(6, new int[] {
                1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
            }));

    private final Code offsets = new Code(8, powers(), bits(), FseTable.of(5, new int[] {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    }));

    /** The last offsets, the latest first. */
    private final long[] recent = {1, 4, 8};

    private static int[] powers() {
        int[] powers = new int[Integer.SIZE - 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = 1 << i;
        }
        return powers;
    }

    private static int[] bits() {
        int[] bits = new int[Integer.SIZE - 1];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = i;
        }
        return bits;
    }

    /** Executes the sequences in the rest of a block. */
    void read(ByteReader block, byte[] literals, UnpackedBytes out) throws ColumnFileException {
        ByteReader rest = new ByteReader(literals, "a block");
        int count = count(block);
        if (count > 0) {
            int modes = block.readByte();
            literalLengths.readTable(block, modes >> 6);
            offsets.readTable(block, modes >> 4 & 3);
            matchLengths.readTable(block, modes >> 2 & 3);
            execute(new BackwardBits(block), count, rest, out);
        }
        out.append(rest, rest.remaining());
    }

    private static int count(ByteReader block) throws ColumnFileException {
        int first = block.readByte();
        if (first < 0x80) {
            return first;
        }
        return first < 0xff ? (first - 0x80 << Byte.SIZE) + block.readByte() : block.readShort() + LONG_COUNT;
    }

    private void execute(BackwardBits bits, int count, ByteReader literals, UnpackedBytes out)
            throws ColumnFileException {
        literalLengths.start(bits);
        offsets.start(bits);
        matchLengths.start(bits);
        for (int i = 0; i < count; i++) {
            long offset = offsets.value(bits);
            long match = matchLengths.value(bits);
            long length = literalLengths.value(bits);
            out.append(literals, length);
            out.repeat(resolve(offset, length), match);
            if (i < count - 1) {
                literalLengths.next(bits);
                matchLengths.next(bits);
                offsets.next(bits);
            }
        }
        if (bits.remaining() != 0) {
            throw literals.damaged("has sequences that do not fill their bits");
        }
    }

    /** Small numbers stand for the last offsets; without literals before, for the one after. */
    private long resolve(long value, long literals) {
        int shift = literals == 0 ? 0 : -1;
        int which = (int) Math.min(value + shift, REPEATED_OFFSETS);
        long offset;
        if (value > REPEATED_OFFSETS) {
            offset = value - REPEATED_OFFSETS;
        } else {
            offset = which == REPEATED_OFFSETS ? recent[0] - 1 : recent[which];
        }
        if (value > REPEATED_OFFSETS || which >= 2) {
            recent[2] = recent[1];
        }
        if (value > REPEATED_OFFSETS || which >= 1) {
            recent[1] = recent[0];
        }
        recent[0] = offset;
        return offset;
    }

    /** One of the three numbers of a sequence: a symbol, and bits that are added to its base. */
    private static final class Code {
        private final int maxAccuracy;
        private final int[] bases;
        private final int[] bits;
        private final FseTable predefined;
        private FseTable table;
        private int state;

        private Code(int maxAccuracy, int[] bases, int[] bits, FseTable predefined) {
            this.maxAccuracy = maxAccuracy;
            this.bases = bases;
            this.bits = bits;
            this.predefined = predefined;
        }

        private void readTable(ByteReader in, int mode) throws ColumnFileException {
            switch (mode) {
                case RLE -> table = FseTable.ofOne(in.readByte());
                case COMPRESSED -> table = FseTable.read(in, maxAccuracy, bases.length - 1);
                case REPEAT -> {
                    if (table == null) {
                        throw in.damaged("repeats a table that it does not have");
                    }
                }
                default -> table = predefined;
            }
            if (table.symbols()[0] >= bases.length) {
                throw in.damaged("has a code without a meaning");
            }
        }

        private void start(BackwardBits in) {
            state = in.read(table.accuracy());
        }

        private void next(BackwardBits in) {
            state = table.bases()[state] + in.read(table.bits()[state]);
        }

        private long value(BackwardBits in) {
            int symbol = table.symbols()[state];
            return bases[symbol] + (in.read(bits[symbol]) & 0xffffffffL);
        }
    }
}
