package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ColumnValues;
import dev.engram.plugins.datasets.columnar.FileBytes;
import dev.engram.plugins.datasets.columnar.ValueSink;
import java.io.IOException;
import java.util.zip.CRC32;

/** Reads the values of one column in one group of rows, page by page. */
final class ChunkReader {
    private static final int DATA = 0;
    private static final int DICTIONARY = 2;
    private static final int DATA_V2 = 3;
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;
    /** A header can have two values of the page; when read, it takes up to a hundred times its bytes. */
    private static final int MAX_HEADER_BYTES = 1 << 18;

    private final Leaf leaf;
    private final ThriftStruct metadata;
    private final PageCodec codec;
    private final String what;
    private final ByteReader in;
    private final long rows;
    private ColumnValues dictionary;
    private long done;

    /** @param rows the rows of the group */
    ChunkReader(FileBytes file, Leaf leaf, ThriftStruct metadata, long rows) throws IOException {
        this.leaf = leaf;
        this.metadata = metadata;
        this.rows = rows;
        what = "column '" + leaf.name() + "'";
        codec = PageCodec.of(metadata.number(4), what);
        if (metadata.number(1) != leaf.physical().ordinal()) {
            throw ColumnFileException.damaged(what + " has two types");
        }
        long data = metadata.number(9);
        long start = metadata.number(11, data);
        in = new ByteReader(file.read(start > 0 ? Math.min(start, data) : data, metadata.number(7), what), what);
    }

    void read(ValueSink sink) throws ColumnFileException {
        if (metadata.number(5) != rows) {
            throw ColumnFileException.damaged(
                    what + " has " + metadata.number(5) + " values in a group of " + rows + " rows");
        }
        while (done < rows) {
            ThriftStruct header = readHeader();
            ByteReader page = in.part(header.number(3));
            requireChecksum(header, page);
            switch ((int) header.number(1)) {
                case DATA -> readData(header, page, sink);
                case DATA_V2 -> readDataV2(header, page, sink);
                case DICTIONARY -> readDictionary(header, page);
                default -> {
                    // an index, which is not needed
                }
            }
        }
    }

    private ThriftStruct readHeader() throws ColumnFileException {
        int most = Math.min(in.remaining(), MAX_HEADER_BYTES);
        ByteReader bytes = in.fork().part(most);
        ThriftStruct header = ThriftStruct.read(bytes, "a page of " + what);
        in.skip(most - bytes.remaining());
        return header;
    }

    private void requireChecksum(ThriftStruct header, ByteReader page) throws ColumnFileException {
        if (header.has(4)) {
            CRC32 checksum = new CRC32();
            checksum.update(page.peekArray());
            if ((int) checksum.getValue() != (int) header.number(4)) {
                throw ColumnFileException.damaged("the checksum of a page of " + what + " is wrong");
            }
        }
    }

    private int count(ThriftStruct header, long limit) throws ColumnFileException {
        long count = header.number(1);
        if (count < 0 || count > limit) {
            throw ColumnFileException.damaged("a page of " + what + " has " + count + " values");
        }
        FileBytes.requireMemory(count * Long.BYTES, "a page of " + what);
        return (int) count;
    }

    private void readDictionary(ThriftStruct header, ByteReader page) throws ColumnFileException {
        int n = count(header.struct(7), Integer.MAX_VALUE);
        ByteReader values = codec.unpack(page, header.number(2), what);
        dictionary = new ValueDecoder(leaf, values).decode(PLAIN, n);
    }

    private void readData(ThriftStruct header, ByteReader page, ValueSink sink) throws ColumnFileException {
        ThriftStruct data = header.struct(5);
        int n = count(data, rows - done);
        ByteReader values = codec.unpack(page, header.number(2), what);
        boolean[] present = null;
        if (leaf.optional()) {
            if (data.number(3, RLE) != RLE) {
                throw ColumnFileException.unsupported(
                        what + " has levels in an encoding that is no longer in use", "write the file anew");
            }
            present = present(values.part(values.readInt() & 0xffffffffL), n);
        }
        give(values, data.number(2), n, present, sink);
    }

    /** Version 2 does not pack what tells which values are present. */
    private void readDataV2(ThriftStruct header, ByteReader page, ValueSink sink) throws ColumnFileException {
        ThriftStruct data = header.struct(8);
        int n = count(data, rows - done);
        long levels = data.number(5) + data.number(6);
        page.skip(data.number(6));
        ByteReader definition = page.part(data.number(5));
        boolean[] present = leaf.optional() ? present(definition, n) : null;
        long size = header.number(2) - levels;
        ByteReader values = data.flag(7, true) && page.remaining() > 0 ? codec.unpack(page, size, what) : page;
        give(values, data.number(4), n, present, sink);
    }

    private boolean[] present(ByteReader levels, int n) throws ColumnFileException {
        long[] decoded = new RunLengths(levels, 1).read(n);
        boolean[] present = new boolean[n];
        for (int i = 0; i < n; i++) {
            present[i] = decoded[i] == 1;
        }
        return present;
    }

    /** @param present which values are present; null if all are */
    private void give(ByteReader in, long encoding, int n, boolean[] present, ValueSink sink)
            throws ColumnFileException {
        int stored = n;
        for (int i = 0; present != null && i < n; i++) {
            stored -= present[i] ? 0 : 1;
        }
        ColumnValues values = decode(in, encoding, stored);
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (present == null || present[i]) {
                values.give(next, sink);
                next++;
            } else {
                sink.missing();
            }
        }
        done += n;
    }

    private ColumnValues decode(ByteReader in, long encoding, int n) throws ColumnFileException {
        if (encoding != PLAIN_DICTIONARY && encoding != RLE_DICTIONARY) {
            return new ValueDecoder(leaf, in).decode((int) encoding, n);
        }
        if (dictionary == null) {
            throw ColumnFileException.damaged(what + " has no dictionary for its values");
        }
        return dictionary.pick(n == 0 ? new long[0] : new RunLengths(in, in.readByte()).read(n));
    }
}
