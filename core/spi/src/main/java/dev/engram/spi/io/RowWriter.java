package dev.engram.spi.io;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.shape.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Collects rows of unsigned bytes, such as pixels: in memory if they fit into the limit of {@link DataMemory}, else in
 * a temporary file, which is mapped.
 */
public final class RowWriter implements AutoCloseable {
    private final Shape shape;
    private final RowLayout layout;
    private final int rows;
    private final float[] x;
    private final Path file;
    private final OutputStream out;
    private int written;

    /**
     * @param rows the number of rows that will be added
     * @param divisor every byte is divided by it
     */
    public RowWriter(Shape shape, int rows, float divisor) throws IOException {
        this.shape = shape;
        this.rows = rows;
        layout = RowLayout.dense(0, shape, NumberType.U1, ByteOrder.BIG_ENDIAN, divisor);
        boolean inMemory = DataMemory.holds((long) rows * shape.size());
        x = inMemory ? new float[rows * shape.size()] : null;
        file = inMemory ? null : DataFiles.temporary();
        out = inMemory ? OutputStream.nullOutputStream() : new BufferedOutputStream(Files.newOutputStream(file));
    }

    /** Adds a row of {@code shape.size()} bytes. */
    public void add(byte[] row) throws IOException {
        if (x == null) {
            out.write(row, 0, shape.size());
        } else {
            int n = shape.size();
            layout.type().decode(ByteBuffer.wrap(row), 0, layout.divisor(), x, written * n, n);
        }
        written++;
    }

    /** Returns the rows, after the last one was added. */
    public InputRows rows() throws IOException {
        if (written != rows) {
            throw new IllegalStateException(written + " of " + rows + " rows were added");
        }
        out.flush();
        return x == null ? MappedRows.of(file, rows, shape, layout) : new InputRows.InMemory(shape, x);
    }

    /** Releases the temporary file. The rows stay readable. */
    @Override
    public void close() throws IOException {
        out.close();
        if (file != null) {
            DataFiles.remove(file);
        }
    }
}
