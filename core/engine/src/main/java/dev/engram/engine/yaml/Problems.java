package dev.engram.engine.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A collector of problems. A problem that is added twice, such as a mistake shared by several cells or layers, counts
 * once.
 */
public final class Problems {
    private static final String MISSING = "missing";

    private final Set<String> seen = new HashSet<>();
    private final TreeSet<Problem> all = new TreeSet<>(
            Comparator.comparing(Problem::location).thenComparing(Problem::path).thenComparing(Problem::message));

    public void add(Location location, String path, String message) {
        Problem problem = new Problem(location, path, message);
        // What is missing is at the place of its parent, so several missing things share a place.
        if (message.startsWith(MISSING) || seen.add(location + " " + problem.message())) {
            all.add(problem);
        }
    }

    public void addAll(Collection<Problem> problems) {
        problems.forEach(p -> add(p.location(), p.path(), p.message()));
    }

    /** Removes problems that are consequences of others. */
    public void removeIf(Predicate<Problem> consequence) {
        all.removeIf(consequence);
    }

    /** Removes the problems that report something missing at a path. */
    public void removeMissing(Predicate<String> path) {
        removeIf(p -> p.message().startsWith(MISSING) && path.test(p.path()));
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
