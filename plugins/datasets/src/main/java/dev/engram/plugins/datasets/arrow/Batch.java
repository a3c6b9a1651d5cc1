package dev.engram.plugins.datasets.arrow;

import dev.engram.plugins.datasets.arrow.Field.Storage;
import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ColumnValues;
import dev.engram.plugins.datasets.columnar.FileBytes;
import dev.engram.plugins.datasets.columnar.Lz4;
import dev.engram.plugins.datasets.columnar.Unpacker;
import dev.engram.plugins.datasets.columnar.ValueSink;
import dev.engram.plugins.datasets.zstd.Zstd;
import java.io.IOException;
import java.util.List;

/** Rows of a table, or entries of a dictionary, whose columns are stored in parts. */
final class Batch {
    private static final int NOT_PACKED = -1;
    private static final int ZSTD = 1;
    private static final int NONE = -2;

    private final FileBytes file;
    private final long body;
    private final long bodyLength;
    private final long rows;
    /** Length and number of missing values of each column, with those inside others. */
    private final long[] nodes;
    /** Position in the body and length of each part. */
    private final long[] parts;

    private final long[] viewParts;
    private final int method;

    Batch(FileBytes file, FlatTable header, long body, long bodyLength) throws ColumnFileException {
        this.file = file;
        this.body = body;
        this.bodyLength = bodyLength;
        rows = header.longField(0);
        nodes = header.longs(1, 2);
        parts = header.longs(2, 2);
        method = header.has(3) ? header.table(3).byteField(0) : NONE;
        viewParts = header.longs(4, 1);
        if (rows < 0) {
            throw ColumnFileException.damaged("a batch has " + rows + " rows");
        }
    }

    long rows() {
        return rows;
    }

    /** @param dictionary the values that stored numbers refer to; null if the column has none */
    void read(List<Field> fields, int column, ColumnValues dictionary, ValueSink sink) throws IOException {
        Cursor cursor = new Cursor();
        for (Field before : fields.subList(0, column)) {
            cursor.skip(before.stored());
        }
        Field field = fields.get(column).stored();
        String what = "column '" + field.name() + "'";
        long n = cursor.node(0);
        long missing = cursor.node(1);
        if (n != rows) {
            throw ColumnFileException.damaged(what + " has " + n + " values in a batch of " + rows + " rows");
        }
        if (field.storage() == Storage.NULL) {
            for (long i = 0; i < n; i++) {
                sink.missing();
            }
            return;
        }
        FileBytes.requireMemory(n * Long.BYTES, what);
        ByteReader validity = part(cursor.part, what);
        byte[] valid = validity.remaining() == 0 ? null : validity.readArray((n + Byte.SIZE - 1) / Byte.SIZE);
        ColumnValues values = decoder(cursor, field, what).decode((int) n, valid);
        if (dictionary != null) {
            values = values.size() == 0 ? values : pick(dictionary, values, valid);
        }
        long found = give(values, (int) n, valid, sink);
        if (found != missing) {
            throw ColumnFileException.damaged(
                    what + " has " + found + " missing values in a batch that declares " + missing);
        }
    }

    /** Missing values of an index refer to nothing. */
    private static ColumnValues pick(ColumnValues dictionary, ColumnValues values, byte[] valid)
            throws ColumnFileException {
        if (dictionary.size() == 0 && valid != null) {
            for (int i = 0; i < values.size(); i++) {
                if (isValid(valid, i)) {
                    throw ColumnFileException.damaged("a value refers to an empty dictionary");
                }
            }
            return ColumnValues.numbers(dictionary.type(), values.numbers());
        }
        long[] indices = values.numbers();
        for (int i = 0; i < indices.length; i++) {
            indices[i] = isValid(valid, i) ? indices[i] : 0;
        }
        return dictionary.pick(indices);
    }

    static boolean isValid(byte[] valid, int i) {
        return valid == null || (valid[i / Byte.SIZE] >> i % Byte.SIZE & 1) == 1;
    }

    private static long give(ColumnValues values, int n, byte[] valid, ValueSink sink) {
        long missing = 0;
        for (int i = 0; i < n; i++) {
            if (isValid(valid, i)) {
                values.give(i, sink);
            } else {
                sink.missing();
                missing++;
            }
        }
        return missing;
    }

    private PartDecoder decoder(Cursor cursor, Field field, String what) throws IOException {
        int count = field.storage().parts - 1 + (int) (field.storage().isView() ? cursor.viewParts() : 0);
        ByteReader[] readers = new ByteReader[count];
        for (int i = 0; i < count; i++) {
            readers[i] = part(cursor.part + 1 + i, what);
        }
        return new PartDecoder(field, readers, what);
    }

    /** Returns the entries of a dictionary, none of which may be missing. */
    ColumnValues dictionary(Field values) throws IOException {
        String what = "the dictionary of column '" + values.name() + "'";
        Cursor cursor = new Cursor();
        long n = cursor.node(0);
        if (n != rows || cursor.node(1) != 0) {
            throw ColumnFileException.unsupported(
                    what + " has missing entries, or not as many as it declares",
                    "write the column without a dictionary");
        }
        FileBytes.requireMemory(n * Long.BYTES, what);
        return decoder(cursor, values, what).decode((int) n, null);
    }

    private ByteReader part(int part, String what) throws IOException {
        if (part < 0 || 2 * part + 1 >= parts.length) {
            throw ColumnFileException.damaged(what + " has too few parts");
        }
        long from = parts[2 * part];
        long length = parts[2 * part + 1];
        if (from < 0 || length < 0 || from > bodyLength || length > bodyLength - from) {
            throw ColumnFileException.damaged(what + " has a part outside of its batch");
        }
        ByteReader stored = new ByteReader(file.read(body + from, length, what), what);
        if (method == NONE || length == 0) {
            return stored;
        }
        long size = stored.readLong();
        if (size == NOT_PACKED) {
            return stored;
        }
        if (method > ZSTD) {
            throw ColumnFileException.damaged(what + " is packed by the unknown method " + method);
        }
        Unpacker.Method unpack = method == ZSTD ? Zstd::unpack : Lz4::unpackFrame;
        return new ByteReader(Unpacker.unpack(unpack, stored, size), what);
    }

    /** A position among the columns of a batch. */
    private final class Cursor {
        private int node;
        private int part;
        private int view;

        private long node(int i) throws ColumnFileException {
            if (2 * node + i >= nodes.length) {
                throw ColumnFileException.damaged("a batch has fewer columns than the table");
            }
            return nodes[2 * node + i];
        }

        private long viewParts() throws ColumnFileException {
            if (view >= viewParts.length || viewParts[view] < 0 || viewParts[view] > parts.length) {
                throw ColumnFileException.damaged("a batch does not say how many parts its texts have");
            }
            return viewParts[view];
        }

        private void skip(Field field) throws ColumnFileException {
            if (field.storage() == Storage.UNION) {
                throw ColumnFileException.unsupported("has a union, '" + field.name() + "'", "write it without");
            }
            node++;
            part += field.storage().parts;
            if (field.storage().isView()) {
                part += (int) viewParts();
                view++;
            }
            for (Field child : field.children()) {
                skip(child.stored());
            }
        }
    }
}
