package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A structure in the compact protocol of Apache Thrift, in which Parquet stores its metadata: values by the number of
 * their field. Fields that nobody asks for are read over, so newer files can have more of them.
 */
final class ThriftStruct {
    private static final int MAX_DEPTH = 32;
    private static final int LONG_LIST = 15;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int SHORT = 4;
    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int STRUCT = 12;

    private final Map<Integer, Object> fields = new HashMap<>();
    private final String what;

    private ThriftStruct(String what) {
        this.what = what;
    }

    /**
     * Reads a structure.
     *
     * @param what its name, for messages
     */
    static ThriftStruct read(ByteReader in, String what) throws ColumnFileException {
        return read(in, what, 0);
    }

    private static ThriftStruct read(ByteReader in, String what, int depth) throws ColumnFileException {
        if (depth > MAX_DEPTH) {
            throw in.damaged("is nested too deeply");
        }
        ThriftStruct struct = new ThriftStruct(what);
        int field = 0;
        for (int head = in.readByte(); head != 0; head = in.readByte()) {
            int delta = head >> 4;
            field = delta == 0 ? (int) in.readZigzag() : field + delta;
            int type = head & 0xf;
            struct.fields.put(
                    field, type == TRUE || type == FALSE ? (Object) (type == TRUE) : value(in, type, what, depth));
        }
        return struct;
    }

    private static Object value(ByteReader in, int type, String what, int depth) throws ColumnFileException {
        return switch (type) {
            case TRUE, FALSE -> in.readByte() == TRUE;
            case BYTE -> (long) (byte) in.readByte();
            case SHORT, INT, LONG -> in.readZigzag();
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case BINARY -> in.readArray(in.readVarint());
            case LIST, SET -> list(in, what, depth);
            case STRUCT -> read(in, what, depth + 1);
            default -> throw in.damaged("has a field of the unknown type " + type);
        };
    }

    private static List<Object> list(ByteReader in, String what, int depth) throws ColumnFileException {
        int head = in.readByte();
        long size = head >> 4 == LONG_LIST ? in.readVarint() : head >> 4;
        in.require(size);
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            list.add(value(in, head & 0xf, what, depth + 1));
        }
        return list;
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    private <T> T get(int field, Class<T> type) throws ColumnFileException {
        Object value = fields.get(field);
        if (!type.isInstance(value)) {
            throw ColumnFileException.damaged(what + " has no field " + field + ", or one of another type");
        }
        return type.cast(value);
    }

    long number(int field) throws ColumnFileException {
        return get(field, Long.class);
    }

    long number(int field, long other) throws ColumnFileException {
        return has(field) ? number(field) : other;
    }

    boolean flag(int field, boolean other) throws ColumnFileException {
        return has(field) ? get(field, Boolean.class) : other;
    }

    String text(int field) throws ColumnFileException {
        return new String(get(field, byte[].class), StandardCharsets.UTF_8);
    }

    ThriftStruct struct(int field) throws ColumnFileException {
        return get(field, ThriftStruct.class);
    }

    List<ThriftStruct> structs(int field) throws ColumnFileException {
        List<ThriftStruct> all = new ArrayList<>();
        for (Object element : get(field, List.class)) {
            if (!(element instanceof ThriftStruct struct)) {
                throw ColumnFileException.damaged(what + " has a field " + field + " of another type");
            }
            all.add(struct);
        }
        return all;
    }
}
