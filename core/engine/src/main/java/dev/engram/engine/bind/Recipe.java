package dev.engram.engine.bind;

import dev.engram.engine.plugins.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A component as configured by the user: its type and the value of each of its hyperparameters. */
public interface Recipe<T> {
    /** Returns the type of the component. */
    Entry entry();

    /**
     * Returns the component for the step after {@code t} steps of {@code total}; always the same object if
     * {@link #constant}.
     */
    T at(long t, long total);

    /** Returns whether no schedule gives any of its numbers, or of the numbers of its parts. */
    boolean constant();

    /** Returns the component as YAML on one line, with every value: {@code {adam: {rate: 0.001, beta1: 0.9, ...}}}. */
    String text();

    /**
     * Returns the text with replacements for files, such as hashes of their contents, since the identity of a run must
     * not depend on where a file is stored.
     */
    default String text(Function<Path, String> files) {
        if (!files().isEmpty()) {
            throw new UnsupportedOperationException(getClass().getName() + " does not support replacements for files");
        }
        return text();
    }

    /** Returns this entry and those of all parts, in the order of {@link #text}. */
    List<Entry> parts();

    /**
     * Returns the components that are its direct fields, alone or in lists, in the order of {@link #text}: the links of
     * a chain, or a wrapped optimizer.
     */
    default List<Recipe<?>> members() {
        return List.of();
    }

    /** Returns all files that its fields name, in the order of {@link #text}. */
    List<Path> files();

    /** Returns the component if {@link #constant}, else that of the first step. */
    default T get() {
        return at(0, 1);
    }
}
