package dev.engram.app.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** An output stream that remembers its first error, whose reason a print stream would not report. */
public final class ErrorRecordingStream extends FileOutputStream {
    private String error = "";

    public ErrorRecordingStream(FileDescriptor to) {
        super(to);
    }

    @Override
    public void write(byte[] b, int from, int length) throws IOException {
        try {
            super.write(b, from, length);
        } catch (IOException e) {
            if (error.isEmpty()) {
                error = String.valueOf(e.getMessage());
            }
            throw e;
        }
    }

    /**
     * Returns why something was not written. Empty if everything was written, or if the reader stopped reading, as
     * {@code head} does.
     */
    public String error() {
        return error.contains("Broken pipe") ? "" : error;
    }
}
