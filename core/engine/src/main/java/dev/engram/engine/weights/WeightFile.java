package dev.engram.engine.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file of weights contains: arrays in order, and texts that say where they come from, such as the identity of
 * the run.
 *
 * @param arrays no name occurs twice
 * @param metadata texts by name, in order
 */
public record WeightFile(List<NamedArray> arrays, Map<String, String> metadata) {
    public WeightFile {
        arrays = List.copyOf(arrays);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        Set<String> names = new HashSet<>();
        for (NamedArray a : arrays) {
            if (!names.add(a.name())) {
                throw new IllegalArgumentException("two arrays have the name " + a.name());
            }
        }
    }

    /** Returns the array of this name. */
    public Optional<NamedArray> array(String name) {
        return arrays.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /** Returns the names, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        arrays.forEach(a -> names.add(a.name()));
        return names;
    }

    /** Returns the number of all numbers. */
    public long size() {
        return arrays.stream().mapToLong(a -> a.values().length).sum();
    }
}
