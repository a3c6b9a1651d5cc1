package dev.engram.spi.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The first bytes of an open file. It reads in pieces, because the JDK takes memory for all that is asked for. An
 * interrupt does not close the file, as it would a channel: a component can interrupt any thread.
 */
final class FileStart extends BlockStream {
    private final RandomAccessFile file;
    private final int pieceBytes;
    private long left;

    FileStart(RandomAccessFile file, long bytes, int pieceBytes) throws IOException {
        this.file = file;
        this.pieceBytes = pieceBytes;
        left = bytes;
        file.seek(0);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int n = file.read(b, off, (int) Math.min(left, Math.min(len, pieceBytes)));
        if (n < 0) {
            throw new EOFException("the file was truncated while it was read");
        }
        left -= n;
        return n;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
