package dev.engram.plugins.losses;

/** What the two forms of softmax cross-entropy share. Sums are in double precision, in the order of the index. */
final class Logits {
  private Logits() {}

  /** Where the largest is, the first of equals. */
  static int largest(float[] a, int from, int to) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      if (a[i] > a[best]) {
        best = i;
      }
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
      value += t[i] * ((double) a[best] - a[i] + excess);
    }
    return value;
  }

  static String refuses(String loss, int targets) {
    return targets > 1 ? null
        : loss + " needs one output for each class, and a softmax of a single output is always 1; use the coding one-hot,"
            + " or another loss";
  }
}
