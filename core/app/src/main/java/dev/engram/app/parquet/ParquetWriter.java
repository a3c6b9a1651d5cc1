package dev.engram.app.parquet;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a table as a file of Apache Parquet: typed columns, gzipped pages with checksums, and groups of rows that take
 * about 16 MB of memory. Equal tables give equal files. A file is complete once {@link #finish} has returned; readers
 * refuse one that is not, such as one whose rows broke off.
 *
 * <p>The format: Apache Parquet, "File Format", version 2.11, 2025.
 */
public final class ParquetWriter implements Closeable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP_BYTES = 16_000_000;
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;
    private static final int TIMESTAMP_MILLIS = 9;

    private final OutputStream out;
    private final List<ParquetColumn> columns;
    private final String program;
    private final List<ThriftWriter> groups = new ArrayList<>();
    private List<ColumnChunk> chunks;
    private long written;
    private long rows;
    private int groupRows;

    /**
     * Creates a file, or replaces it.
     *
     * @param program name and version of the program that writes it
     */
    public ParquetWriter(Path file, List<ParquetColumn> columns, String program) throws IOException {
        this.columns = List.copyOf(columns);
        this.program = program;
        chunks = newChunks();
        out = new BufferedOutputStream(Files.newOutputStream(file));
        put(MAGIC);
    }

    private List<ColumnChunk> newChunks() {
        return columns.stream().map(ColumnChunk::new).toList();
    }

    /**
     * Adds a row.
     *
     * @param row a value for each column, of the type of the column; null if it is missing
     */
    public void write(List<Object> row) throws IOException {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " values for " + columns.size() + " columns");
        }
        int bytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            chunks.get(i).add(row.get(i));
            bytes += chunks.get(i).size();
        }
        groupRows++;
        if (bytes > GROUP_BYTES) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        ThriftWriter group = new ThriftWriter().list(1, ThriftWriter.STRUCT, columns.size());
        long bytes = 0;
        for (ColumnChunk chunk : chunks) {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            bytes += chunk.write(page, group, written);
            put(page.toByteArray());
        }
        groups.add(group.longNumber(2, bytes).longNumber(3, groupRows));
        rows += groupRows;
        groupRows = 0;
        chunks = newChunks();
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    /** Writes the rows that are left and the description of the columns. Call it once, after the last row. */
    public void finish() throws IOException {
        if (groupRows > 0) {
            endGroup();
        }
        byte[] footer = footer();
        put(footer);
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array());
        put(MAGIC);
        out.flush();
    }

    /** Closes the file. Without {@link #finish} before it, the file stays incomplete. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    private byte[] footer() {
        ThriftWriter footer = new ThriftWriter().number(1, 1).list(2, ThriftWriter.STRUCT, columns.size() + 1);
        footer.begin().text(4, "schema").number(5, columns.size()).end();
        columns.forEach(c -> describe(c, footer));
        footer.longNumber(3, rows).list(4, ThriftWriter.STRUCT, groups.size());
        groups.forEach(footer::structure);
        return footer.text(6, program).finish();
    }

    private static void describe(ParquetColumn column, ThriftWriter footer) {
        footer.begin().number(1, column.type().code).number(3, OPTIONAL).text(4, column.name());
        if (column.type() == ParquetColumn.Type.TEXT) {
            footer.number(6, UTF8).begin(10).begin(1).end().end();
        } else if (column.type() == ParquetColumn.Type.TIME) {
            footer.number(6, TIMESTAMP_MILLIS).begin(10).begin(8).isTrue(1).begin(2);
            footer.begin(1).end().end().end().end();
        }
        footer.end();
    }
}
