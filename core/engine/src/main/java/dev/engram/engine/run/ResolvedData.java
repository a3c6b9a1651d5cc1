package dev.engram.engine.run;

import dev.engram.spi.Dataset;
import java.util.Objects;

/**
 * A data set and the engine's settings for it.
 *
 * @param identity text that is equal for equal data, wherever its files are; hashed into {@link
 *     Predictions#testSetHash}
 */
public record ResolvedData(NamedComponent<Dataset> dataset, String identity, DataSettings settings) {
    public ResolvedData {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(settings, "settings");
    }

    /** Uses the data set's own text as its identity. */
    public ResolvedData(NamedComponent<Dataset> dataset, DataSettings settings) {
        this(dataset, dataset.component().toString(), settings);
    }
}
