package dev.engram.plugins.datasets.arrow;

import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A table of FlatBuffers, in which Arrow stores its metadata: values by the number of their field. */
final class FlatTable {
    private final ByteBuffer bytes;
    /** The bytes of tables and texts that were read of a message; all of its tables share it. */
    private final AtomicLong read;

    private final int start;
    private final int fields;
    private final int fieldBytes;

    private FlatTable(ByteBuffer bytes, AtomicLong read, long start) throws ColumnFileException {
        this.bytes = bytes;
        this.read = read;
        count(Integer.BYTES);
        this.start = (int) start;
        requireInside(bytes, start, Integer.BYTES);
        long vtable = start - bytes.getInt(this.start);
        requireInside(bytes, vtable, 2 * Short.BYTES);
        fields = (int) vtable;
        fieldBytes = bytes.getShort(fields) & 0xffff;
        requireInside(bytes, vtable, fieldBytes);
    }

    /** A table takes four bytes or more, and tables and texts are read once. More bytes are those of shared ones. */
    private void count(int length) throws ColumnFileException {
        if (read.addAndGet(length) > bytes.capacity()) {
            throw ColumnFileException.damaged("its metadata refer to the same bytes too often");
        }
    }

    /** Returns the table of a message. */
    static FlatTable root(byte[] message) throws ColumnFileException {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        requireInside(bytes, 0, Integer.BYTES);
        return new FlatTable(bytes, new AtomicLong(), bytes.getInt(0));
    }

    private static void requireInside(ByteBuffer bytes, long from, long length) throws ColumnFileException {
        if (from < 0 || length < 0 || from > bytes.capacity() || length > bytes.capacity() - from) {
            throw ColumnFileException.damaged("its metadata refer to bytes outside of them");
        }
    }

    /** Returns where a field begins; 0 if it is absent. */
    private int at(int field, int length) throws ColumnFileException {
        int entry = 2 * Short.BYTES + field * Short.BYTES;
        int offset = entry + Short.BYTES > fieldBytes ? 0 : bytes.getShort(fields + entry) & 0xffff;
        if (offset == 0) {
            return 0;
        }
        requireInside(bytes, (long) start + offset, length);
        return start + offset;
    }

    /** Returns a number of one byte without a sign. */
    int byteField(int field) throws ColumnFileException {
        int at = at(field, 1);
        return at == 0 ? 0 : bytes.get(at) & 0xff;
    }

    int shortField(int field) throws ColumnFileException {
        int at = at(field, Short.BYTES);
        return at == 0 ? 0 : bytes.getShort(at);
    }

    int intField(int field, int other) throws ColumnFileException {
        int at = at(field, Integer.BYTES);
        return at == 0 ? other : bytes.getInt(at);
    }

    long longField(int field) throws ColumnFileException {
        int at = at(field, Long.BYTES);
        return at == 0 ? 0 : bytes.getLong(at);
    }

    boolean has(int field) throws ColumnFileException {
        return at(field, 0) != 0;
    }

    /** Returns where something begins that a field refers to. References go forward, so there are no cycles. */
    private int reference(int at) throws ColumnFileException {
        long target = at + (bytes.getInt(at) & 0xffffffffL);
        if (target <= at) {
            throw ColumnFileException.damaged("its metadata refer to themselves");
        }
        requireInside(bytes, target, Integer.BYTES);
        return (int) target;
    }

    /** Returns a table, which must be there. */
    FlatTable table(int field) throws ColumnFileException {
        int at = at(field, Integer.BYTES);
        if (at == 0) {
            throw ColumnFileException.damaged("its metadata are incomplete");
        }
        return new FlatTable(bytes, read, reference(at));
    }

    String text(int field) throws ColumnFileException {
        int at = at(field, Integer.BYTES);
        if (at == 0) {
            return "";
        }
        int from = reference(at);
        int length = bytes.getInt(from);
        requireInside(bytes, from + (long) Integer.BYTES, length);
        count(length);
        return new String(bytes.array(), from + Integer.BYTES, length, StandardCharsets.UTF_8);
    }

    /** Returns the tables of a list. */
    List<FlatTable> tables(int field) throws ColumnFileException {
        List<FlatTable> all = new ArrayList<>();
        int list = list(field, Integer.BYTES);
        for (int i = 0; list != 0 && i < bytes.getInt(list); i++) {
            all.add(new FlatTable(bytes, read, reference(list + (i + 1) * Integer.BYTES)));
        }
        return all;
    }

    /** Returns the numbers of a list of structures, each of which consists of so many numbers of 64 bits. */
    long[] longs(int field, int each) throws ColumnFileException {
        int list = list(field, each * Long.BYTES);
        long[] all = new long[list == 0 ? 0 : bytes.getInt(list) * each];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes.getLong(list + Integer.BYTES + i * Long.BYTES);
        }
        return all;
    }

    private int list(int field, int elementBytes) throws ColumnFileException {
        int at = at(field, Integer.BYTES);
        if (at == 0) {
            return 0;
        }
        int from = reference(at);
        requireInside(bytes, from + (long) Integer.BYTES, (long) bytes.getInt(from) * elementBytes);
        return from;
    }
}
