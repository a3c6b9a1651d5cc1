package dev.engram.engine.bundle;

import dev.engram.engine.queue.Submission;
import java.io.IOException;
import java.io.OutputStream;

/** What the runs of a job need besides a JDK and Engram: data files and plugins, by checksum. */
public interface Bundle {
    /** Returns the plan, the plugins and the version of Engram of the runs. */
    Submission submission();

    /**
     * Writes the contents of a file.
     *
     * @return false if the bundle does not have the file; then nothing was written
     */
    boolean copy(String sha256, OutputStream to) throws IOException;
}
