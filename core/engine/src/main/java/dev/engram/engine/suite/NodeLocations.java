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
        Node.Pair found = find(path);
        if (found == null) {
            return null;
        }
        return found.value().isNull() ? found.location() : found.value().location();
    }

    /** Returns the value at a path; null if there is none. */
    Node value(String path) {
        Node.Pair found = find(path);
        return found == null ? null : found.value();
    }

    /** Returns the value at a path with the location of its key or, in a list, its own. */
    private Node.Pair find(String path) {
        Node.Pair found = new Node.Pair("", tree.location(), tree);
        if (path.isEmpty()) {
            return found;
        }
        for (String part : path.split("\\.", -1)) {
            if (found.value() instanceof Node.Mapping m && m.pair(part) != null) {
                found = m.pair(part);
            } else if (found.value() instanceof Node.Sequence s
                    && index(part) < s.items().size()) {
                Node item = s.items().get(index(part));
                found = new Node.Pair(part, item.location(), item);
            } else {
                return null;
            }
        }
        return found;
    }

    private static int index(String text) {
        boolean number = !text.isEmpty()
                && text.length() <= MAX_INDEX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
}
