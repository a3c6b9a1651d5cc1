package dev.engram.spi.io;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Rows of a file that is mapped into the address space: the operating system reads them when they are needed. */
final class MappedRows implements InputRows {
    /** Bytes of a mapped piece, since a buffer holds at most 2 GB. */
    private static final int PIECE = 1 << 30;

    private final Shape shape;
    private final int rows;
    private final RowLayout layout;
    private final int rowsOfPiece;
    private final ByteBuffer[] pieces;

    private MappedRows(FileChannel file, int rows, Shape shape, RowLayout layout) throws IOException {
        this.shape = shape;
        this.rows = rows;
        this.layout = layout;
        rowsOfPiece = (int) Math.max(1, PIECE / layout.stride());
        pieces = new ByteBuffer[(rows - 1) / rowsOfPiece + 1];
        long end = layout.end(rows, shape);
        for (int p = 0; p < pieces.length; p++) {
            long from = layout.offset() + (long) p * rowsOfPiece * layout.stride();
            long length = Math.min(end - from, rowsOfPiece * layout.stride());
            pieces[p] = file.map(FileChannel.MapMode.READ_ONLY, from, length).order(layout.order());
        }
    }

    /** Maps a source; returns null if it is too short. A packed source is unpacked into a temporary file. */
    static MappedRows of(DataSource source, int rows, Shape shape, RowLayout layout) throws IOException {
        Optional<Path> plain = source.plainFile();
        if (plain.isPresent()) {
            return size(source) < layout.end(rows, shape) ? null : of(plain.get(), rows, shape, layout);
        }
        Path file = DataFiles.temporary();
        try {
            try (InputStream in = source.open()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.size(file) < layout.end(rows, shape) ? null : of(file, rows, shape, layout);
        } finally {
            DataFiles.remove(file);
        }
    }

    /** Maps a file that is long enough. */
    static MappedRows of(Path file, int rows, Shape shape, RowLayout layout) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new MappedRows(channel, rows, shape, layout);
        }
    }

    /** Returns the number of bytes of a source, unpacked. */
    static long size(DataSource source) throws IOException {
        Optional<Path> plain = source.plainFile();
        if (plain.isPresent()) {
            return Files.size(plain.get());
        }
        try (InputStream in = source.open()) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void copy(int row, float[] to, int at) {
        ByteBuffer piece = pieces[row / rowsOfPiece];
        int from = (int) (row % rowsOfPiece * layout.stride());
        layout.type().decode(piece, from, layout.divisor(), to, at, shape.size());
    }
}
