package dev.engram.plugins.datasets.zstd;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.UnpackedBytes;

/** Unpacks frames of Zstandard. Checksums of frames are not looked at. */
public final class Zstd {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int SKIPPABLE_MASK = ~0xf;
    private static final int RAW = 0;
    private static final int RLE = 1;
    private static final int COMPRESSED = 2;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

    private final ByteReader in;
    private final UnpackedBytes out;

    private Zstd(ByteReader in, UnpackedBytes out) {
        this.in = in;
        this.out = out;
    }

    /** Unpacks the rest of a reader. */
    public static void unpack(ByteReader in, UnpackedBytes out) throws ColumnFileException {
        while (in.remaining() > 0) {
            int magic = in.readInt();
            if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
                in.skip(in.readInt() & 0xffffffffL);
            } else if (magic == MAGIC) {
                new Zstd(in, out).readFrame();
            } else {
                throw in.damaged("is not a Zstandard frame");
            }
        }
    }

    private void readFrame() throws ColumnFileException {
        int descriptor = in.readByte();
        boolean singleSegment = (descriptor & 0x20) != 0;
        boolean hasChecksum = (descriptor & 0x04) != 0;
        int sizeFlag = descriptor >> 6;
        in.skip(singleSegment ? 0 : 1);
        if (in.readBytes(DICTIONARY_ID_BYTES[descriptor & 3]) != 0) {
            throw ColumnFileException.unsupported(
                    "is packed by a dictionary of Zstandard", "write the file without one");
        }
        int smallest = singleSegment ? 1 : 0;
        in.skip(sizeFlag == 0 ? smallest : 1 << sizeFlag);
        Sequences sequences = new Sequences();
        Literals literals = new Literals();
        boolean last = false;
        while (!last) {
            int header = (int) in.readBytes(3);
            last = (header & 1) == 1;
            int size = header >>> 3;
            switch (header >> 1 & 3) {
                case RAW -> out.append(in, size);
                case RLE -> out.fill(in.readByte(), size);
                case COMPRESSED -> {
                    ByteReader block = in.part(size);
                    byte[] bytes = literals.read(block);
                    sequences.read(block, bytes, out);
                }
                default -> throw in.damaged("has a block of an unknown type");
            }
        }
        in.skip(hasChecksum ? Integer.BYTES : 0);
    }
}
