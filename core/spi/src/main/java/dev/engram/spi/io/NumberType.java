package dev.engram.spi.io;

import java.nio.ByteBuffer;

/**
 * The encoding of numbers in a file: unsigned and signed integers and IEEE 754 numbers, with their size in bytes.
 * {@code BF2} is bfloat16: the upper half of an {@code F4}.
 */
public enum NumberType {
    U1(1),
    I1(1),
    U2(2),
    I2(2),
    U4(4),
    I4(4),
    I8(8),
    F2(2),
    BF2(2),
    F4(4),
    F8(8);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the number of bytes of a number. */
    public int bytes() {
        return bytes;
    }

    /** Returns whether the numbers are integers. */
    public boolean integral() {
        return compareTo(I8) <= 0;
    }

    /**
     * Decodes numbers of a buffer, whose order of bytes counts and whose position does not change.
     *
     * @param at index of the first byte
     * @param divisor every number is divided by it
     * @param first index of the first number in {@code to}
     * @param count number of numbers
     */
    public void decode(ByteBuffer b, int at, float divisor, float[] to, int first, int count) {
        switch (this) {
            case U1 -> {
                for (int i = 0; i < count; i++) {
                    to[first + i] = (b.get(at + i) & 0xff) / divisor;
                }
            }
            case F4 -> {
                for (int i = 0; i < count; i++) {
                    to[first + i] = b.getFloat(at + 4 * i) / divisor;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    to[first + i] = (float) decode(b, at + bytes * i) / divisor;
                }
            }
        }
    }

    /** Decodes one number; an 8-byte integer beyond 2^53 is rounded. */
    double decode(ByteBuffer b, int at) {
        return switch (this) {
            case U1 -> b.get(at) & 0xff;
            case I1 -> b.get(at);
            case U2 -> b.getShort(at) & 0xffff;
            case I2 -> b.getShort(at);
            case U4 -> b.getInt(at) & 0xffffffffL;
            case I4 -> b.getInt(at);
            case I8 -> b.getLong(at);
            case F2 -> half(b.getShort(at));
            case BF2 -> Float.intBitsToFloat(b.getShort(at) << 16);
            case F4 -> b.getFloat(at);
            case F8 -> b.getDouble(at);
        };
    }

    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
