package dev.engram.engine.suite;

import dev.engram.engine.yaml.Location;

/**
 * Hyperparameters of a component that the comparison replaces by the name of the component alone, which stands for
 * the defaults.
 *
 * @param location the location of the component with its hyperparameters
 * @param path the path of the component, such as {@code optimizer}
 * @param name the name of the component
 * @param component the component with the hyperparameters that are not used, as it can be written in a suite
 */
public record DroppedHyperparameters(Location location, String path, String name, String component) {}
