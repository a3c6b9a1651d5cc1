package dev.engram.app.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the fields of a protocol buffer. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void varint(int field, long value) {
        writeKey(field, VARINT);
        varint(value);
    }

    void fixed64(int field, long bits) {
        writeKey(field, FIXED64);
        out.writeBytes(littleEndian(Long.BYTES).putLong(bits).array());
    }

    void fixed32(int field, int bits) {
        writeKey(field, FIXED32);
        out.writeBytes(littleEndian(Integer.BYTES).putInt(bits).array());
    }

    void bytes(int field, byte[] bytes) {
        writeKey(field, BYTES);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    /** Writes a packed list of doubles. */
    void doubles(int field, double[] values) {
        ByteBuffer packed = littleEndian(Double.BYTES * values.length);
        for (double v : values) {
            packed.putDouble(v);
        }
        bytes(field, packed.array());
    }

    private void writeKey(int field, int type) {
        varint((long) field << 3 | type);
    }

    /** Writes a varint: seven bits at a time, lowest first; the eighth bit means that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
