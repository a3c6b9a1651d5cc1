package dev.engram.engine.bind;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import java.util.List;

/** Builds nodes for suggestions. They have no location. */
final class AliasNodes {
    static final Location NOWHERE = new Location("", 0, 0);

    private AliasNodes() {}

    static Node.Pair pair(String key, Node value) {
        return new Node.Pair(key, NOWHERE, value);
    }

    static Node scalar(String text) {
        return new Node.Scalar(NOWHERE, text, true);
    }

    /** Returns a map of one key: a component with its arguments. */
    static Node.Mapping component(String name, Node.Mapping arguments) {
        return new Node.Mapping(NOWHERE, List.of(pair(name, arguments)));
    }
}
