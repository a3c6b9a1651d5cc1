package dev.engram.spi.io;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads inputs from files whose rows all have the same length: into memory if they fit into the limit of {@link
 * DataMemory}. Otherwise they stay where they are, and the files are mapped; packed ones are unpacked into a temporary
 * file first.
 */
public final class RowReader {
    private static final float LARGEST_BYTE = 255;

    private final Shape shape;
    private final List<Part> parts = new ArrayList<>();
    private long rows;

    private record Part(DataSource source, int rows, RowLayout layout) {}

    /** @param shape shape of an example */
    public RowReader(Shape shape) {
        this.shape = shape;
    }

    /** Adds rows, which follow those that were added before. */
    public RowReader add(DataSource source, int count, RowLayout layout) {
        parts.add(new Part(source, count, layout));
        rows += count;
        if (rows > Integer.MAX_VALUE - 8) {
            throw new IncompatibleException(source + ": " + rows + " rows are more than a table can have, "
                    + (Integer.MAX_VALUE - 8) + "; use fewer");
        }
        return this;
    }

    /**
     * Reads the rows. Throws {@link IncompatibleException} with the source and the numbers if a source is too short or
     * contains a number that is not finite.
     */
    public InputRows read() throws IOException {
        if (!DataMemory.holds(rows * shape.size())) {
            return map();
        }
        return inBytes() ? readBytes() : readAll();
    }

    /** Returns whether all numbers are bytes with the same divisor, which leaves them finite. */
    private boolean inBytes() {
        if (parts.isEmpty()) {
            return false;
        }
        float divisor = parts.get(0).layout.divisor();
        return Float.isFinite(LARGEST_BYTE / divisor)
                && parts.stream().allMatch(p -> p.layout.type() == NumberType.U1 && p.layout.divisor() == divisor);
    }

    private InputRows readBytes() throws IOException {
        int n = shape.size();
        byte[] x = new byte[(int) rows * n];
        int at = 0;
        for (Part part : parts) {
            int start = at;
            readRows(part, (row, r) -> System.arraycopy(row.array(), 0, x, start + r * n, n));
            at += part.rows * n;
        }
        return InputRows.Bytes.divided(shape, x, parts.get(0).layout.divisor());
    }

    private InputRows readAll() throws IOException {
        float[] x = new float[(int) rows * shape.size()];
        int at = 0;
        for (Part part : parts) {
            read(part, x, at);
            at += part.rows * shape.size();
        }
        return new InputRows.InMemory(shape, x);
    }

    private void read(Part part, float[] x, int start) throws IOException {
        RowLayout layout = part.layout;
        int n = shape.size();
        readRows(part, (row, r) -> {
            layout.type().decode(row, 0, layout.divisor(), x, start + r * n, n);
            requireFinite(part, r, x, start + r * n);
        });
    }

    /** What is done with the bytes of a row, which are the contents of a buffer. */
    @FunctionalInterface
    private interface RowConsumer {
        void accept(ByteBuffer bytes, int row);
    }

    private void readRows(Part part, RowConsumer consumer) throws IOException {
        RowLayout layout = part.layout;
        int used = shape.size() * layout.type().bytes();
        ByteBuffer row = ByteBuffer.allocate(layout.rowBytes(part.source)).order(layout.order());
        try (InputStream in = part.source.open()) {
            long skipped = in.skip(layout.offset());
            while (skipped < layout.offset() && in.read() >= 0) {
                skipped++;
            }
            for (int r = 0; r < part.rows; r++) {
                int wanted = r < part.rows - 1 ? row.capacity() : used;
                int got = in.readNBytes(row.array(), 0, wanted);
                if (got < wanted) {
                    throw tooShort(part, layout.offset() + r * layout.stride() + got);
                }
                consumer.accept(row, r);
            }
        }
    }

    private InputRows map() throws IOException {
        List<InputRows> mapped = new ArrayList<>();
        for (Part part : parts) {
            part.layout.rowBytes(part.source);
            MappedRows m = MappedRows.of(part.source, part.rows, shape, part.layout);
            if (m == null) {
                throw tooShort(part, MappedRows.size(part.source));
            }
            if (!part.layout.type().integral()) {
                float[] row = new float[shape.size()];
                for (int r = 0; r < part.rows; r++) {
                    m.copy(r, row, 0);
                    requireFinite(part, r, row, 0);
                }
            }
            mapped.add(m);
        }
        return mapped.size() == 1 ? mapped.get(0) : new JoinedRows(mapped);
    }

    private IncompatibleException tooShort(Part part, long bytes) {
        return new IncompatibleException(part.source + ": is truncated: " + part.rows + " rows need "
                + part.layout.end(part.rows, shape) + " bytes, but there are only " + bytes + "; fetch it again");
    }

    private void requireFinite(Part part, int row, float[] x, int at) {
        for (int i = 0; i < shape.size(); i++) {
            if (!Float.isFinite(x[at + i])) {
                throw new IncompatibleException(part.source + ": number " + (i + 1) + " of row " + (row + 1) + " is "
                        + x[at + i] + " in single precision; correct it, or remove the row");
            }
        }
    }
}
