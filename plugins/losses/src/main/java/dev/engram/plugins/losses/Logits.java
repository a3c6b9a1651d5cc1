package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;

/** What the two forms of softmax cross-entropy share. Sums are in double precision, in the order of the index. */
final class Logits {
  private Logits() {}

  /** Where the largest is, the first of equals; NaN counts as {@link Maths#order} says. */
  static int largest(float[] a, int from, int to) {
    int best = from;
    int top = Maths.order(a[from]);
    for (int i = from + 1; i < to; i++) {
      int order = Maths.order(a[i]);
      best = order > top ? i : best;
      top = Math.max(order, top);
    }
    return best;
  }

  static double sum(float[] t, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += t[i];
    }
    return sum;
  }

  /** sum t (logsumexp(a) - a), where {@code excess} = logsumexp(a) - a[best]. */
  static double value(float[] a, float[] t, int from, int to, int best, double excess) {
    double value = 0;
    for (int i = from; i < to; i++) {
      value += t[i] * ((double) a[best] - a[i] + excess); // which target is not 0, no branch could predict
    }
    return value < Double.POSITIVE_INFINITY ? value : ofWhatIsAskedFor(a, t, from, to, best, excess);
  }

  /** Where a number is not finite, 0 times it would be NaN: what has no weight is left out. */
  private static double ofWhatIsAskedFor(float[] a, float[] t, int from, int to, int best, double excess) {
    double value = 0;
    for (int i = from; i < to; i++) {
      if (t[i] != 0) {
        value += t[i] * ((double) a[best] - a[i] + excess);
      }
    }
    return value;
  }

  /** Why a categorical cross-entropy cannot compare with such targets; null where it can. */
  static String refuses(String loss, LossFunction.Targets targets) {
    if (!targets.classes()) {
      return loss + " compares with classes and the data has numbers; use mse or sse, or say classes: true where the data set"
          + " reads a class";
    }
    if (targets.signed()) {
      return loss + " needs targets of 0 and 1, not of -1 and 1; use the coding one-hot, or another loss";
    }
    return targets.columns() > 1 ? null
        : loss + " needs one output for each class: a single one costs nothing where the other class is right; use the coding"
            + " one-hot, or sigmoid and binary-cross-entropy";
  }
}
