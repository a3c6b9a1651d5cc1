package dev.engram.engine.bundle;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.Submission;
import java.io.IOException;
import java.io.OutputStream;

/** Files that lie in the tables of a store. */
public record StoreBundle(Submission submission, JobQueue queue) implements Bundle {
    @Override
    public boolean copy(String sha256, OutputStream to) throws IOException {
        return queue.copyFile(sha256, to);
    }
}
