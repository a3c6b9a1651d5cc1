package dev.engram.app.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** A descriptor that remembers whether it took all that was written: a print stream tells nobody why it could not. */
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

    /** Why something was not written; empty where everything was, or where the reader had enough, as {@code head} has. */
    public String error() {
        return error.contains("Broken pipe") ? "" : error;
    }
}
