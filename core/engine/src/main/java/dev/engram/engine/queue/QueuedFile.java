package dev.engram.engine.queue;

import java.util.Objects;

/**
 * A data file of a run.
 *
 * @param path its absolute path on the machine that submitted the run, as the settings name it or the data set lists it
 * @param sha256 the checksum of its contents, in lower-case hex
 * @param size the number of bytes
 */
public record QueuedFile(String path, String sha256, long size) {
    public QueuedFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sha256, "sha256");
    }
}
