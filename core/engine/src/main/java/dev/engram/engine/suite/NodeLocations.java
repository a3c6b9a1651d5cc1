package dev.engram.engine.suite;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;

/**
 * The locations of the values of a tree, by path; the empty path is the tree itself.
 *
 * @param tree the settings of a cell
 */
public record NodeLocations(Node.Mapping tree) {
    private static final int MAX_INDEX_DIGITS = 6;

    /** Returns whether a value is written at a path. */
    public boolean containsKey(String path) {
        return get(path) != null;
    }

    /** Returns the location of the value at a path, or of its key if the value is empty; null if there is none. */
    public Location get(String path) {
        Node node = tree;
        Location location = tree.location();
        if (path.isEmpty()) {
            return location;
        }
        for (String part : path.split("\\.", -1)) {
            if (node instanceof Node.Mapping m && m.pair(part) != null) {
                Node.Pair p = m.pair(part);
                node = p.value();
                location = node.isNull() ? p.location() : node.location();
            } else if (node instanceof Node.Sequence s
                    && index(part) < s.items().size()) {
                node = s.items().get(index(part));
                location = node.location();
            } else {
                return null;
            }
        }
        return location;
    }

    private static int index(String text) {
        boolean number = !text.isEmpty()
                && text.length() <= MAX_INDEX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
}
