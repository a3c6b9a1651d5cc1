package dev.engram.engine.config;

import dev.engram.spi.Dataset;
import java.nio.file.Path;
import java.util.function.Function;

/** Checksums of what a run reads, for its identity. An implementation computes each of them once. */
public interface ContentHashes extends Function<Path, String> {
    /** Returns {@link Dataset#identity}, which may read many files. */
    String identity(Dataset dataset);

    /** Returns the identity of a data set from these checksums, or from the data set itself. */
    static String identity(Function<Path, String> contents, Dataset dataset) {
        return contents instanceof ContentHashes c ? c.identity(dataset) : dataset.identity();
    }
}
