package dev.engram.plugins.datasets.columnar;

/**
 * Snappy without frames: a size, then literal bytes and copies of earlier ones.
 *
 * <p>The format: "Snappy compressed format description", 2011.
 */
public final class Snappy {
    /** Literals up to this length have it in their first byte. */
    private static final int SHORT_LITERAL = 60;

    private Snappy() {}

    public static void unpack(ByteReader in, UnpackedBytes out) throws ColumnFileException {
        in.readVarint();
        while (in.remaining() > 0) {
            int tag = in.readByte();
            int upper = tag >> 2;
            switch (tag & 3) {
                case 0 -> {
                    long length = upper < SHORT_LITERAL ? upper : in.readBytes(upper - SHORT_LITERAL + 1);
                    out.append(in, length + 1);
                }
                case 1 -> out.repeat((tag >> 5) << Byte.SIZE | in.readByte(), (upper & 7) + 4);
                case 2 -> out.repeat(in.readBytes(Short.BYTES), upper + 1);
                default -> out.repeat(in.readBytes(Integer.BYTES), upper + 1);
            }
        }
    }
}
