package dev.engram.engine.yaml;

import dev.engram.engine.text.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        @Override
        public boolean isNull() {
            return plain && text.isEmpty();
        }

        @Override
        public String describe() {
            return isNull() ? "nothing" : "'" + Excerpt.of(text) + "'";
        }

        /** Returns true for text with a control character. The reader has reported it, so one report is enough. */
        public boolean hasControlCharacter() {
            return PrintableText.firstControl(text).isPresent();
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
    final class Mapping implements Node {
        /** From this size on, an index is faster than a search. */
        private static final int MIN_INDEXED = 12;

        private final Location location;
        private final List<Pair> pairs;
        /** The position of each key; empty if the map is small. */
        private final Map<String, Integer> index;

        public Mapping(Location location, List<Pair> pairs) {
            this.location = location;
            this.pairs = List.copyOf(pairs);
            this.index = pairs.size() < MIN_INDEXED ? Map.of() : new HashMap<>();
            for (int i = 0; i < pairs.size() && pairs.size() >= MIN_INDEXED; i++) {
                index.putIfAbsent(pairs.get(i).key(), i);
            }
        }

        @Override
        public Location location() {
            return location;
        }

        public List<Pair> pairs() {
            return pairs;
        }

        private int indexOf(String key) {
            if (pairs.size() >= MIN_INDEXED) {
                return index.getOrDefault(key, -1);
            }
            for (int i = 0; i < pairs.size(); i++) {
                if (pairs.get(i).key().equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        /** Returns the pair with a key; null if there is none. */
        public Pair pair(String key) {
            int at = indexOf(key);
            return at < 0 ? null : pairs.get(at);
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
            return withAll(location, List.of(pair));
        }

        /** Returns a copy elsewhere, in which each pair replaces the one with the same key, or is added at the end. */
        public Mapping withAll(Location at, List<Pair> others) {
            List<Pair> all = new ArrayList<>(pairs);
            Map<String, Integer> added = new HashMap<>();
            for (Pair p : others) {
                int found = indexOf(p.key());
                int position = found < 0 ? added.getOrDefault(p.key(), -1) : found;
                if (position < 0) {
                    added.put(p.key(), all.size());
                    all.add(p);
                } else {
                    all.set(position, p);
                }
            }
            return new Mapping(at, all);
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
