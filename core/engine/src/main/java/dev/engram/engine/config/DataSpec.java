package dev.engram.engine.config;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.run.DataSettings;
import dev.engram.spi.Dataset;
import dev.engram.spi.data.Augmentation;
import java.util.List;

/**
 * A data set and how it is used.
 *
 * @param augment the recipes of the settings' {@code augment}
 * @param fromMetadata hyperparameters that metadata next to the file give, such as {@code target: species}
 */
public record DataSpec(
        Recipe<Dataset> dataset, DataSettings settings, List<Recipe<Augmentation>> augment, List<String> fromMetadata) {
    public DataSpec {
        augment = List.copyOf(augment);
        fromMetadata = List.copyOf(fromMetadata);
    }
}
