package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.yaml.Location;
import java.util.List;
import java.util.Map;

/**
 * A cell before its settings are bound.
 *
 * @param variant the name without the problem
 * @param choice the index of the value of each axis
 * @param location the location for problems of the cell as a whole
 */
public record CellPlan(
        String name,
        String variant,
        List<Integer> choice,
        Map<String, String> axes,
        List<ConfigOverride> changes,
        Location location) {}
