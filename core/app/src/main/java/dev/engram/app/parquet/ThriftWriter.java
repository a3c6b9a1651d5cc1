package dev.engram.app.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A writer of structures in the compact protocol of Apache Thrift, in which Parquet stores its metadata. */
final class ThriftWriter {
    /** Types of list elements. */
    static final int INT = 5;

    static final int TEXT = 8;
    static final int STRUCT = 12;

    private static final int TRUE = 1;
    private static final int LONG = 6;
    private static final int LIST = 9;
    /** Lists of fewer elements have their length in the byte of the type. */
    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outerFields = new ArrayDeque<>();
    private int lastField;

    /** Returns the bytes of the outermost structure, and ends it. */
    byte[] finish() {
        out.write(0);
        return out.toByteArray();
    }

    ThriftWriter number(int field, int value) {
        header(field, INT);
        number(value);
        return this;
    }

    ThriftWriter longNumber(int field, long value) {
        header(field, LONG);
        varint(value << 1 ^ value >> Long.SIZE - 1);
        return this;
    }

    ThriftWriter text(int field, String value) {
        header(field, TEXT);
        text(value);
        return this;
    }

    ThriftWriter isTrue(int field) {
        header(field, TRUE);
        return this;
    }

    /** Begins a list, whose elements follow. */
    ThriftWriter list(int field, int type, int size) {
        header(field, LIST);
        out.write(Math.min(size, LONG_LIST) << 4 | type);
        if (size >= LONG_LIST) {
            varint(size);
        }
        return this;
    }

    /** Writes an element of a list. */
    ThriftWriter number(int value) {
        varint((value << 1 ^ value >> Integer.SIZE - 1) & 0xffffffffL);
        return this;
    }

    /** Writes an element of a list. */
    ThriftWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** Writes an element of a list: a structure that another writer has. */
    ThriftWriter structure(ThriftWriter other) {
        out.writeBytes(other.finish());
        return this;
    }

    ThriftWriter begin(int field) {
        header(field, STRUCT);
        return begin();
    }

    /** Begins a structure that is an element of a list. */
    ThriftWriter begin() {
        outerFields.push(lastField);
        lastField = 0;
        return this;
    }

    ThriftWriter end() {
        out.write(0);
        lastField = outerFields.pop();
        return this;
    }

    /** Fields are written in ascending order, and no two numbers of this format are more than 15 apart. */
    private void header(int field, int type) {
        out.write(field - lastField << 4 | type);
        lastField = field;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
