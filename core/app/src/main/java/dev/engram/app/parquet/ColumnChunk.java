package dev.engram.app.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** The values of one column in one group of rows, which become one page. */
final class ColumnChunk {
    private static final int DATA_PAGE = 0;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int GZIP = 2;

    private final ParquetColumn column;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream presence = new ByteArrayOutputStream();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int rows;
    private int run;
    private boolean runIsPresent;
    private int flags;
    private int flagCount;

    ColumnChunk(ParquetColumn column) {
        this.column = column;
    }

    /** Adds the value of a row; null if it is missing. */
    void add(Object value) {
        boolean present = value != null;
        if (run > 0 && present != runIsPresent) {
            endRun();
        }
        runIsPresent = present;
        run++;
        rows++;
        if (present) {
            addValue(value);
        }
    }

    private void addValue(Object value) {
        switch (column.type()) {
            case TEXT -> {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                values.write(number.putInt(0, bytes.length).array(), 0, Integer.BYTES);
                values.writeBytes(bytes);
            }
            case INTEGER, TIME ->
                values.writeBytes(number.putLong(0, (Long) value).array());
            case NUMBER -> values.writeBytes(number.putDouble(0, (Double) value).array());
            case FLAG -> addFlag((Boolean) value);
        }
    }

    /** Eight flags are one byte, from its lowest bit on. */
    private void addFlag(boolean value) {
        flags |= (value ? 1 : 0) << flagCount;
        flagCount++;
        if (flagCount == Byte.SIZE) {
            endFlags();
        }
    }

    private void endFlags() {
        values.write(flags);
        flags = 0;
        flagCount = 0;
    }

    /** Writes which values are present as the length of a run, and its level. */
    private void endRun() {
        int rest = run << 1;
        while (rest >= 0x80) {
            presence.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        presence.write(rest);
        presence.write(runIsPresent ? 1 : 0);
        run = 0;
    }

    /** Returns the bytes that the values take. */
    int size() {
        return values.size() + presence.size();
    }

    /**
     * Writes the page, and describes it in the metadata of a group of rows.
     *
     * @param start where the page begins in the file
     * @return the size that it would have without compression, with its header
     */
    long write(ByteArrayOutputStream out, ThriftWriter metadata, long start) throws IOException {
        endRun();
        if (flagCount > 0) {
            endFlags();
        }
        int plain = Integer.BYTES + size();
        byte[] page = pack();
        byte[] header = header(plain, page);
        out.writeBytes(header);
        out.writeBytes(page);
        metadata.begin()
                .longNumber(2, start)
                .begin(3)
                .number(1, column.type().code)
                .list(2, ThriftWriter.INT, 2)
                .number(PLAIN)
                .number(RLE)
                .list(3, ThriftWriter.TEXT, 1)
                .text(column.name())
                .number(4, GZIP)
                .longNumber(5, rows)
                .longNumber(6, header.length + plain)
                .longNumber(7, header.length + page.length)
                .longNumber(9, start)
                .end()
                .end();
        return header.length + plain;
    }

    private byte[] pack() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(number.putInt(0, presence.size()).array(), 0, Integer.BYTES);
            presence.writeTo(gzip);
            values.writeTo(gzip);
        }
        return packed.toByteArray();
    }

    private byte[] header(int plain, byte[] page) {
        CRC32 checksum = new CRC32();
        checksum.update(page);
        return new ThriftWriter()
                .number(1, DATA_PAGE)
                .number(2, plain)
                .number(3, page.length)
                .number(4, (int) checksum.getValue())
                .begin(5)
                .number(1, rows)
                .number(2, PLAIN)
                .number(3, RLE)
                .number(4, RLE)
                .end()
                .finish();
    }
}
