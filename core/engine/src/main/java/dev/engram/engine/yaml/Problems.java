package dev.engram.engine.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong; the same problem met twice (a mistake that several cells share) counts once. */
public final class Problems {
    private final TreeSet<Problem> all = new TreeSet<>(
            Comparator.comparing(Problem::location).thenComparing(Problem::path).thenComparing(Problem::message));

    public void add(Location location, String path, String message) {
        all.add(new Problem(location, path, message));
    }

    public void addAll(Collection<Problem> problems) {
        all.addAll(problems);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** In the order of their places. */
    public List<Problem> list() {
        return List.copyOf(all);
    }

    /** Throws {@link InvalidInputException} where there are any. */
    public void throwIfAny() throws InvalidInputException {
        if (!all.isEmpty()) {
            throw new InvalidInputException(list());
        }
    }
}
