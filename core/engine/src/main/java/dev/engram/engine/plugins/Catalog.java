package dev.engram.engine.plugins;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All available components, ordered by kind and name. */
public final class Catalog {
    private final Map<Kind, Map<String, Entry>> entries = new TreeMap<>();

    private Catalog() {}

    /**
     * Creates a catalog.
     *
     * @throws IllegalArgumentException if two entries of a kind have the same name; the message names both files
     */
    public static Catalog of(Collection<Entry> entries) {
        Catalog c = new Catalog();
        for (Entry e : entries) {
            Entry other =
                    c.entries.computeIfAbsent(e.kind(), k -> new TreeMap<>()).putIfAbsent(e.name(), e);
            if (other != null) {
                throw new IllegalArgumentException(clash(other, e));
            }
        }
        return c;
    }

    /** Returns the message for two entries with the same name. */
    static String clash(Entry one, Entry other) {
        return "two components are named " + one.id() + ": " + describe(one) + " and " + describe(other)
                + "; give one of them another name in @Component, or leave out its file";
    }

    private static String describe(Entry e) {
        return e.type().getName() + " in "
                + (e.origin().file().isEmpty() ? "engram" : e.origin().file());
    }

    public Optional<Entry> find(Kind kind, String name) {
        return Optional.ofNullable(entries.getOrDefault(kind, Map.of()).get(name));
    }

    /** Returns the components of a kind, ordered by name. */
    public List<Entry> of(Kind kind) {
        return List.copyOf(entries.getOrDefault(kind, Map.of()).values());
    }

    public List<Entry> all() {
        return entries.values().stream().flatMap(m -> m.values().stream()).toList();
    }
}
