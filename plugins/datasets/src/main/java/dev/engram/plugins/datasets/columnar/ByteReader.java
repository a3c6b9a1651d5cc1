package dev.engram.plugins.datasets.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and text from a part of an array, little end first. Reading beyond its end is damage. */
public final class ByteReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private final String what;
    private int at;

    /** @param what the name of the part, for messages */
    public ByteReader(byte[] bytes, String what) {
        this(bytes, 0, bytes.length, what);
    }

    private ByteReader(byte[] bytes, int from, int to, String what) {
        this.bytes = bytes;
        at = from;
        end = to;
        this.what = what;
    }

    /** Returns the number of bytes that are left. */
    public int remaining() {
        return end - at;
    }

    /** Throws an exception if fewer bytes are left. */
    public void require(long count) throws ColumnFileException {
        if (count < 0 || count > remaining()) {
            throw damaged("needs " + count + " bytes, but only " + remaining() + " are left");
        }
    }

    /** Returns an exception for this part. */
    public ColumnFileException damaged(String finding) {
        return ColumnFileException.damaged(what + " " + finding);
    }

    public int readByte() throws ColumnFileException {
        require(1);
        return bytes[at++] & 0xff;
    }

    public int readShort() throws ColumnFileException {
        return readByte() | readByte() << Byte.SIZE;
    }

    public int readInt() throws ColumnFileException {
        require(Integer.BYTES);
        int value = (int) INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    public long readLong() throws ColumnFileException {
        require(Long.BYTES);
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    /** Reads a whole number of up to eight bytes without a sign. */
    public long readBytes(int count) throws ColumnFileException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) readByte() << i * Byte.SIZE;
        }
        return value;
    }

    /** Reads a number whose bytes have seven bits each, and the eighth if another one follows. */
    public long readVarint() throws ColumnFileException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("has a number of more than 64 bits");
    }

    /** Reads a number that is stored as 0, -1, 1, -2 and so on. */
    public long readZigzag() throws ColumnFileException {
        long value = readVarint();
        return value >>> 1 ^ -(value & 1);
    }

    /** Reads text in UTF-8. */
    public String readText(long length) throws ColumnFileException {
        require(length);
        int from = at;
        at += (int) length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, (int) length))
                    .toString();
        } catch (CharacterCodingException e) {
            ColumnFileException damaged = damaged("has a text that is not in UTF-8");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Returns a copy of the next bytes. */
    public byte[] readArray(long length) throws ColumnFileException {
        require(length);
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    /** Returns a copy of all bytes that are left, and stays where it is. */
    public byte[] peekArray() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    /** Returns a reader of the next bytes, and skips them. */
    public ByteReader part(long length) throws ColumnFileException {
        require(length);
        at += (int) length;
        return new ByteReader(bytes, at - (int) length, at, what);
    }

    /** Returns a reader that begins where this one is, and leaves it there. */
    public ByteReader fork() {
        return new ByteReader(bytes, at, end, what);
    }

    public void skip(long length) throws ColumnFileException {
        require(length);
        at += (int) length;
    }

    /** Copies the next bytes. */
    void copy(byte[] to, int start, int length) throws ColumnFileException {
        require(length);
        System.arraycopy(bytes, at, to, start, length);
        at += length;
    }
}
