package dev.engram.engine.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** A collector of problems. A problem that is added twice, such as a mistake shared by several cells, counts once. */
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

    /** Returns the problems in the order of their locations. */
    public List<Problem> list() {
        return List.copyOf(all);
    }

    /** Throws {@link InvalidInputException} if there are problems. */
    public void throwIfAny() throws InvalidInputException {
        if (!all.isEmpty()) {
            throw new InvalidInputException(list());
        }
    }
}
