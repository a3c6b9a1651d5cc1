package dev.engram.engine.config;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import java.util.Comparator;
import java.util.List;

/**
 * A value in place of the one at a path.
 *
 * @param location where the path is written
 */
public record ConfigOverride(String path, Location location, Node value) {
    /** A whole component is put in place before anything inside of it, in whatever order they are written. */
    public static final Comparator<ConfigOverride> OUTSIDE_IN =
            Comparator.comparingInt(o -> o.segments().size());

    List<String> segments() {
        return List.of(path.split("\\.", -1));
    }
}
