package dev.engram.spi.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream whose bytes are also written to a file. What fails there does not disturb reading. */
final class StoringStream extends BlockStream {
    private final InputStream in;
    private final long maxSize;
    private final Completion completion;
    private final ContentChecksum contents = new ContentChecksum();
    private long size;
    private Path part;
    /** Null after the end, a failure, or too many bytes. */
    private OutputStream out;

    /** Makes a new file. */
    @FunctionalInterface
    interface NewFile {
        Path create() throws IOException;
    }

    /** What is done with a complete file. */
    @FunctionalInterface
    interface Completion {
        /** @param contents checksum of the contents */
        void accept(Path file, ContentChecksum contents) throws IOException;
    }

    /** @param completion is called at the end of the stream, and may move the file, which is deleted otherwise */
    StoringStream(InputStream in, NewFile file, long maxSize, Completion completion) {
        this.in = in;
        this.maxSize = maxSize;
        this.completion = completion;
        try {
            part = file.create();
            out = Files.newOutputStream(part);
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            drop(); // a list of files throws the second
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n = in.read(b, off, len);
        if (out != null) {
            keep(b, off, n);
        }
        return n;
    }

    /** @param n number of bytes; -1 at the end */
    private void keep(byte[] b, int off, int n) {
        size += Math.max(0, n);
        boolean more = n >= 0 && size <= maxSize;
        try {
            if (more) {
                contents.update(b, off, n);
                out.write(b, off, n);
            } else {
                out.close();
            }
            if (n < 0) {
                completion.accept(part, contents);
            }
        } catch (IOException | UnsupportedOperationException e) {
            more = false; // the disk is full, for example: the bytes are read all the same
        }
        if (!more) {
            drop();
        }
    }

    /** Ends writing. */
    private void drop() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // The file is deleted.
        }
        out = null;
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            part.toFile().deleteOnExit();
        }
        part = null;
    }

    @Override
    public void close() throws IOException {
        drop();
        in.close();
    }
}
