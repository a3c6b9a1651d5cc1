package dev.engram.engine.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A node of a YAML tree with its location. Scalars remain text until they are bound to a type. */
public sealed interface Node {
    Location location();

    /**
     * Returns the node as YAML on one line, without locations. Equal texts mean equal content, written in the same way.
     */
    String text();

    /** Returns a description that completes "expected a number, found ...". */
    String describe();

    /** Returns whether no value is written, as after {@code key:} at the end of a line. */
    default boolean isNull() {
        return false;
    }

    /**
     * A word, a number or quoted text.
     *
     * @param plain whether it is written without quotes
     */
    record Scalar(Location location, String text, boolean plain) implements Node {
        private static final int MAX_SHOWN = 60;

        @Override
        public boolean isNull() {
            return plain && text.isEmpty();
        }

        @Override
        public String describe() {
            String line = text.replaceAll("\\s+", " ");
            return isNull()
                    ? "nothing"
                    : "'" + (line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line) + "'";
        }
    }

    /** A list. */
    record Sequence(Location location, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.stream().map(Node::text).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A key of a map with its value; the location is that of the key. */
    record Pair(String key, Location location, Node value) {}

    /** A map; its keys are unique. */
    record Mapping(Location location, List<Pair> pairs) implements Node {
        public Mapping {
            pairs = List.copyOf(pairs);
        }

        /** Returns the pair with a key; null if there is none. */
        public Pair pair(String key) {
            return pairs.stream().filter(p -> p.key().equals(key)).findFirst().orElse(null);
        }

        /** Returns the value of a key; null if there is none. */
        public Node get(String key) {
            Pair found = pair(key);
            return found == null ? null : found.value();
        }

        public List<String> keys() {
            return pairs.stream().map(Pair::key).toList();
        }

        /** Returns a copy in which the pair replaces the one with the same key, or is added at the end. */
        public Mapping with(Pair pair) {
            List<Pair> all = new ArrayList<>(pairs);
            int at = keys().indexOf(pair.key());
            if (at < 0) {
                all.add(pair);
            } else {
                all.set(at, pair);
            }
            return new Mapping(location, all);
        }

        @Override
        public String text() {
            return pairs.stream()
                    .map(p -> p.key() + ": " + p.value().text())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public String describe() {
            return pairs.isEmpty() ? "an empty map" : "a map";
        }
    }
}
