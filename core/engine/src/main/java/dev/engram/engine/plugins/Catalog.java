package dev.engram.engine.plugins;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All components that there are, in the order of their kinds and names. */
public final class Catalog {
    private final Map<Kind, Map<String, Entry>> entries = new TreeMap<>();

    private Catalog() {}

    /** Throws {@link IllegalArgumentException} where two entries of a kind have one name; the message names both files. */
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

    /** What is wrong where two entries have one name. */
    static String clash(Entry one, Entry other) {
        return "two components are called " + one.id() + ": " + describe(one) + " and " + describe(other);
    }

    private static String describe(Entry e) {
        return e.type().getName() + " in "
                + (e.origin().file().isEmpty() ? "engram" : e.origin().file());
    }

    public Optional<Entry> find(Kind kind, String name) {
        return Optional.ofNullable(entries.getOrDefault(kind, Map.of()).get(name));
    }

    /** Of one kind, by name. */
    public List<Entry> of(Kind kind) {
        return List.copyOf(entries.getOrDefault(kind, Map.of()).values());
    }

    public List<Entry> all() {
        return entries.values().stream().flatMap(m -> m.values().stream()).toList();
    }
}
