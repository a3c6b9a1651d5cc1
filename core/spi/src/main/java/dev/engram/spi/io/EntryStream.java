package dev.engram.spi.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * The contents of an entry of the cache. If the entry can no longer be read, because another process has deleted it on
 * a network file system for example, the rest is read from the packed file.
 */
final class EntryStream extends BlockStream {
    private final Source packed;
    private InputStream in;
    private boolean fromEntry = true;
    private long done;

    /** Opens the packed file. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    EntryStream(InputStream entry, Source packed) {
        this.in = entry;
        this.packed = packed;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n;
        try {
            n = in.read(b, off, len);
        } catch (IOException e) {
            if (!fromEntry) {
                throw e;
            }
            unpack();
            n = in.read(b, off, len);
        }
        done += Math.max(0, n);
        return n;
    }

    private void unpack() throws IOException {
        fromEntry = false;
        InputStream entry = in;
        in = packed.open();
        entry.close();
        in.skipNBytes(done);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
