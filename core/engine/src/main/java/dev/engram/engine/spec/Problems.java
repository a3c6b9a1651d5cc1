package dev.engram.engine.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong; the same problem met twice (a mistake that several cells share) counts once. */
final class Problems {
  private final TreeSet<Problem> all = new TreeSet<>(
      Comparator.comparing(Problem::place).thenComparing(Problem::path).thenComparing(Problem::message));

  void add(Place place, String path, String message) {
    all.add(new Problem(place, path, message));
  }

  void addAll(Collection<Problem> problems) {
    all.addAll(problems);
  }

  boolean none() {
    return all.isEmpty();
  }

  /** In the order of their places. */
  List<Problem> list() {
    return List.copyOf(all);
  }

  /** Throws {@link BadInput} where there are any. */
  void raise() throws BadInput {
    if (!all.isEmpty()) {
      throw new BadInput(list());
    }
  }
}
