package dev.engram.engine.spec;

import dev.engram.engine.plugins.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads the seeds: how many, or which. */
final class Seeds {
  private static final Interval COUNT = Interval.parse("[1,100000]");
  private static final Interval SEED = Interval.parse("[0,inf)");
  private static final String PATH = Key.SEEDS.label();
  private static final Pattern SEVERAL = Pattern.compile("\\d+(\\s*,\\s*\\d+)+");

  private Seeds() {}

  /** {@code n} means the seeds 1 to n; nothing means the seed 1. */
  static List<Long> read(Node node, Problems problems) {
    if (node == null || node.nothing()) {
      return List.of(1L);
    }
    if (node instanceof Node.Scalar s) {
      if (SEVERAL.matcher(s.text()).matches()) {
        problems.add(node.place(), PATH, "expected a whole number, found " + s.found() + Forms.list(Long.class, node));
        return List.of();
      }
      return LongStream.rangeClosed(1, number(s, COUNT, PATH, problems)).boxed().toList();
    }
    if (!(node instanceof Node.Sequence list) || list.items().isEmpty()) {
      problems.add(node.place(), PATH, "expected a number of seeds or a list of seeds, found "
          + (node instanceof Node.Sequence ? "an empty list" : node.found()));
      return List.of();
    }
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node n = list.items().get(i);
      long seed = number(n, SEED, PATH + "." + i, problems);
      if (seed >= 0 && seeds.contains(seed)) {
        problems.add(n.place(), PATH + "." + i, "the seed " + seed + " stands in the list twice; remove one");
      }
      seeds.add(seed);
    }
    return seeds;
  }

  /** Where none are written: the seed 1, or with folds as many as make each fold the test set once. */
  static List<Long> usual(List<Suite.Cell> cells) {
    int folds = cells.stream().mapToInt(c -> c.spec().task() instanceof RunSpec.Learning l ? l.data().use().folds() : 0).max().orElse(0);
    return LongStream.rangeClosed(1, Math.max(1, folds)).boxed().toList();
  }

  /** -1 where there is none. */
  private static long number(Node n, Interval range, String path, Problems problems) {
    if (!(n instanceof Node.Scalar s)) {
      problems.add(n.place(), path, "expected a whole number, found " + n.found());
      return -1;
    }
    try {
      return (Long) Scalars.parse(long.class, range, s);
    } catch (IllegalArgumentException e) {
      problems.add(n.place(), path, e.getMessage());
      return -1;
    }
  }
}
