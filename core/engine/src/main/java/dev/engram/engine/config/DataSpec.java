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
 */
public record DataSpec(Recipe<Dataset> dataset, DataSettings settings, List<Recipe<Augmentation>> augment) {
    public DataSpec {
        augment = List.copyOf(augment);
    }
}
