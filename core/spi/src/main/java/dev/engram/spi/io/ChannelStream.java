package dev.engram.spi.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The next bytes of a file. It reads in pieces, where the streams of the JDK take memory for all that is asked for. */
final class ChannelStream extends InputStream {
    private final FileChannel channel;
    private final ByteBuffer piece;
    private long left;

    ChannelStream(FileChannel channel, long bytes, int pieceBytes) {
        this.channel = channel;
        left = bytes;
        piece = ByteBuffer.allocateDirect(pieceBytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        int n = (int) Math.min(left, Math.min(len, piece.capacity()));
        piece.clear().limit(n);
        if (n == 0 || channel.read(piece) < 0) {
            return -1;
        }
        piece.flip().get(b, off, piece.limit());
        left -= piece.limit();
        return piece.limit();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
