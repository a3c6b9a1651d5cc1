package dev.engram.plugins.datasets.zstd;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.util.Arrays;

/** Reads the literals of blocks. A block can use the table of an earlier one. */
final class Literals {
    private static final int RAW = 0;
    private static final int RLE = 1;
    private static final int COMPRESSED = 2;
    /** The size of a block. */
    private static final int MAX_SIZE = 1 << 17;

    private static final int STREAMS = 4;

    private HuffmanTable table;

    /** Returns the literals at the beginning of a block. */
    byte[] read(ByteReader block) throws ColumnFileException {
        int first = block.readByte();
        int type = first & 3;
        return type == RAW || type == RLE ? readPlain(block, first) : readPacked(block, first);
    }

    private byte[] readPlain(ByteReader block, int first) throws ColumnFileException {
        int size = switch (first >> 2 & 3) {
            case 1 -> first >> 4 | block.readByte() << 4;
            case 3 -> first >> 4 | block.readShort() << 4;
            default -> first >> 3;
        };
        requireSize(block, size);
        if ((first & 3) == RAW) {
            return block.readArray(size);
        }
        byte[] literals = new byte[size];
        Arrays.fill(literals, (byte) block.readByte());
        return literals;
    }

    private static void requireSize(ByteReader block, int size) throws ColumnFileException {
        if (size > MAX_SIZE) {
            throw block.damaged("has " + size + " literals in a block");
        }
    }

    private byte[] readPacked(ByteReader block, int first) throws ColumnFileException {
        int format = first >> 2 & 3;
        int width = 10 + Math.max(0, format - 1) * 4;
        long header = first | block.readBytes((width * 2 + 4) / Byte.SIZE - 1) << Byte.SIZE;
        int size = (int) (header >> 4 & (1 << width) - 1);
        requireSize(block, size);
        ByteReader packed = block.part(header >> 4 + width & (1 << width) - 1);
        if ((first & 3) == COMPRESSED) {
            table = HuffmanTable.read(packed);
        } else if (table == null) {
            throw block.damaged("has literals without a table");
        }
        byte[] literals = new byte[size];
        if (format == 0) {
            table.decode(packed, literals, 0, size);
            return literals;
        }
        int each = (size + STREAMS - 1) / STREAMS;
        if (each * (STREAMS - 1) > size) {
            throw block.damaged("has too few literals for four streams");
        }
        int[] lengths = {packed.readShort(), packed.readShort(), packed.readShort()};
        for (int i = 0; i < STREAMS; i++) {
            boolean last = i == STREAMS - 1;
            ByteReader stream = packed.part(last ? packed.remaining() : lengths[i]);
            table.decode(stream, literals, i * each, last ? size - i * each : each);
        }
        return literals;
    }
}
