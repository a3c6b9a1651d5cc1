package dev.engram.engine.tune;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether the best value tried is one beyond which a better may lie: the smallest or the largest of those tried, or in the
 * outermost twentieth of its range. Not where fewer than three were tried, where nothing is allowed beyond, or where a trial that did
 * as well lies inside.
 */
public enum Border {
  LOW("lower"),
  HIGH("upper");

  private static final double OUTERMOST = 0.05;
  private static final int FEWEST = 3;

  private final String word;

  Border(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * @param tried values of all trials
   * @param best values of the chosen trial and of those that are as good
   */
  public static Optional<Border> of(Range range, List<Double> tried, List<Double> best) {
    double[] sorted = tried.stream().mapToDouble(v -> v).distinct().sorted().toArray();
    if (!range.ordered() || sorted.length < FEWEST || best.isEmpty()) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(b -> !b.closed(range) && best.stream().allMatch(v -> b.holds(range, sorted, v))).findFirst();
  }

  private boolean closed(Range range) {
    return this == LOW ? range.closedLow() : range.closedHigh();
  }

  private boolean holds(Range range, double[] sorted, double value) {
    if (this == LOW ? value == sorted[0] : value == sorted[sorted.length - 1]) {
      return true;
    }
    return range instanceof Range.Between b && (this == LOW ? b.share(value) < OUTERMOST : b.share(value) > 1 - OUTERMOST);
  }
}
