package dev.engram.engine.config;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.run.DataSettings;
import dev.engram.spi.Dataset;

/** A data set and how it is used. */
public record DataSpec(Recipe<Dataset> dataset, DataSettings settings) {}
