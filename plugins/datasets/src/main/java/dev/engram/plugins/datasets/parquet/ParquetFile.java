package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.ColumnFile;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.FileBytes;
import dev.engram.plugins.datasets.columnar.ValueSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table in a file of Apache Parquet. */
public final class ParquetFile implements ColumnFile {
    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED = "PARE";
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length();
    /** Metadata take at most about so many times their bytes when they are read: a structure can be two bytes. */
    private static final int METADATA_GROWTH = 100;

    private final FileBytes file;
    private final List<Leaf> leaves;
    private final List<ThriftStruct> groups;
    private final long rows;

    private ParquetFile(FileBytes file, ThriftStruct footer) throws IOException {
        this.file = file;
        leaves = Schema.leaves(footer.structs(2));
        rows = footer.number(3);
        groups = footer.structs(4);
        long inGroups = 0;
        for (ThriftStruct group : groups) {
            if (group.number(3) < 0 || group.structs(1).size() != Schema.stored(footer.structs(2))) {
                throw ColumnFileException.damaged("a group of rows does not have the columns of the file");
            }
            inGroups += group.number(3);
        }
        if (inGroups != rows) {
            throw ColumnFileException.damaged("its groups have " + inGroups + " rows, and the file declares " + rows);
        }
    }

    /** Reads the description of a table. */
    public static ParquetFile open(FileBytes file) throws IOException {
        if (file.size() < MAGIC.length() + TAIL_BYTES || !MAGIC.equals(magic(file, 0))) {
            throw ColumnFileException.otherKind("a Parquet file", MAGIC);
        }
        long tailStart = file.size() - TAIL_BYTES;
        String end = magic(file, file.size() - MAGIC.length());
        if (end.equals(ENCRYPTED)) {
            throw ColumnFileException.unsupported("is encrypted", "write it without encryption");
        }
        if (!end.equals(MAGIC)) {
            throw ColumnFileException.damaged("it does not end as a Parquet file does (" + MAGIC + ")");
        }
        long length = new ByteReader(file.read(tailStart, Integer.BYTES, "the end"), "the end").readInt();
        if (length < 0 || length > tailStart - MAGIC.length()) {
            throw ColumnFileException.damaged("its metadata would be " + length + " bytes long");
        }
        byte[] footer = file.read(tailStart - length, length, "the metadata");
        FileBytes.requireMemory((long) footer.length * METADATA_GROWTH, "the metadata");
        return new ParquetFile(file, ThriftStruct.read(new ByteReader(footer, "the metadata"), "the metadata"));
    }

    private static String magic(FileBytes file, long at) throws IOException {
        return new String(file.read(at, MAGIC.length(), "a mark"), StandardCharsets.ISO_8859_1);
    }

    @Override
    public List<Column> columns() {
        return leaves.stream().map(Leaf::column).toList();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void read(int column, ValueSink sink) throws IOException {
        Leaf leaf = leaves.get(column);
        for (ThriftStruct group : groups) {
            ThriftStruct chunk = group.structs(1).get(leaf.index());
            if (chunk.has(1)) {
                throw ColumnFileException.unsupported(
                        "has column '" + leaf.name() + "' in another file", "write the table as one file");
            }
            if (!chunk.has(3)) {
                throw ColumnFileException.unsupported("is encrypted", "write it without encryption");
            }
            new ChunkReader(file, leaf, chunk.struct(3), group.number(3)).read(sink);
        }
    }
}
