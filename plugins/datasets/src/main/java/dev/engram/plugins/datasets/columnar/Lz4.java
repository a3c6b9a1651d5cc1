package dev.engram.plugins.datasets.columnar;

/**
 * LZ4: literal bytes and copies of earlier ones, in one block or in a frame of blocks.
 *
 * <p>The formats: Y. Collet, "LZ4 Block Format Description" and "LZ4 Frame Format Description", version 1.6, 2022.
 */
public final class Lz4 {
    private static final int MAGIC = 0x184D2204;
    private static final int LONG_LENGTH = 15;
    private static final int MIN_MATCH = 4;

    private Lz4() {}

    /** Unpacks a block. */
    public static void unpackBlock(ByteReader in, UnpackedBytes out) throws ColumnFileException {
        while (in.remaining() > 0) {
            int token = in.readByte();
            out.append(in, readLength(token >> 4, in));
            if (in.remaining() == 0) {
                return;
            }
            int distance = in.readShort();
            out.repeat(distance, readLength(token & LONG_LENGTH, in) + MIN_MATCH);
        }
    }

    private static long readLength(int start, ByteReader in) throws ColumnFileException {
        long length = start;
        if (start == LONG_LENGTH) {
            int more;
            do {
                more = in.readByte();
                length += more;
            } while (more == 0xff);
        }
        return length;
    }

    /** Unpacks a frame. Its own checksums are not looked at. */
    public static void unpackFrame(ByteReader in, UnpackedBytes out) throws ColumnFileException {
        if (in.readInt() != MAGIC) {
            throw in.damaged("is not an LZ4 frame");
        }
        int flags = in.readByte();
        boolean blockChecksums = (flags & 0x10) != 0;
        boolean hasSize = (flags & 0x08) != 0;
        boolean hasDictionary = (flags & 0x01) != 0;
        in.skip(2L + (hasSize ? Long.BYTES : 0) + (hasDictionary ? Integer.BYTES : 0));
        for (int size = in.readInt(); size != 0; size = in.readInt()) {
            int length = size & Integer.MAX_VALUE;
            ByteReader block = in.part(length);
            if (size < 0) {
                out.append(block, length);
            } else {
                unpackBlock(block, out);
            }
            if (blockChecksums) {
                in.skip(Integer.BYTES);
            }
        }
    }
}
