package dev.engram.engine.queue;

import java.util.Objects;

/**
 * A plugin that was loaded when runs were submitted, and that every worker must load.
 *
 * @param id the plugin's id
 * @param fileName the name of its file, without folder
 * @param sha256 the checksum of that file, in lower-case hex
 * @param shipped true if it is shipped with Engram: then each worker has it, and it is not sent
 */
public record QueuedPlugin(String id, String version, String fileName, String sha256, boolean shipped) {
    public QueuedPlugin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(sha256, "sha256");
    }
}
