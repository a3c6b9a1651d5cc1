package dev.engram.engine.bind;

import dev.engram.engine.plugins.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A component as a user asked for it: which one, and the value of each of its hyperparameters. */
public interface Recipe<T> {
    /** Which component. */
    Entry entry();

    /** The component for the step after {@code t} steps of {@code total}; always the same object where {@link #constant}. */
    T at(long t, long total);

    /** Does no schedule stand in place of any of its numbers, or of its parts' numbers? */
    boolean constant();

    /** In full, as YAML on one line, every value written out: {@code {adam: {rate: 0.001, beta1: 0.9, ...}}}. */
    String text();

    /**
     * The same with something else in place of each file: what its contents hash to, where a run's identity must not hang
     * on where a file lies.
     */
    default String text(Function<Path, String> files) {
        if (!files().isEmpty()) {
            throw new UnsupportedOperationException(getClass().getName() + " cannot write files otherwise");
        }
        return text();
    }

    /** This entry and those of all parts, in the order of {@link #text}. */
    List<Entry> parts();

    /** What its fields hold itself, alone or in a list, in the order of {@link #text}: the links of a chain, the optimizer in another one. */
    default List<Recipe<?>> members() {
        return List.of();
    }

    /** All files that its fields name, in the order of {@link #text}. */
    List<Path> files();

    /** The component where {@link #constant}, else the one of the first step. */
    default T get() {
        return at(0, 1);
    }
}
