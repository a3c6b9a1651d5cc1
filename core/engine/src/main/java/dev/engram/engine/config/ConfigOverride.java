package dev.engram.engine.config;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import java.util.Comparator;
import java.util.List;

/**
 * A value that replaces the one at a path.
 *
 * @param location the location of the path
 */
public record ConfigOverride(String path, Location location, Node value) {
    /** Whole components first, then what is inside of them, in whatever order they are written. */
    public static final Comparator<ConfigOverride> OUTSIDE_IN =
            Comparator.comparingInt(o -> o.segments().size());

    List<String> segments() {
        return List.of(path.split("\\.", -1));
    }
}
