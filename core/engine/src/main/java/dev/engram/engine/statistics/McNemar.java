package dev.engram.engine.statistics;

/**
 * McNemar's exact test of two classifiers on the same examples: of those that just one of them gets right, does either get
 * more than a coin would give it? It speaks of these two trained networks and not of the methods that trained them.
 *
 * @param onlyA examples that A alone gets right
 * @param onlyB examples that B alone gets right
 * @param p two-sided, binomial; 1 if they never differ
 */
public record McNemar(int both, int onlyA, int onlyB, int neither, double p) {
  /** @param a is the prediction right, by example; that of a run that diverged is right nowhere */
  public static McNemar of(boolean[] a, boolean[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("predictions of " + a.length + " and " + b.length + " examples cannot be compared");
    }
    int[] counts = new int[4];
    for (int i = 0; i < a.length; i++) {
      counts[(a[i] ? 0 : 2) + (b[i] ? 0 : 1)]++;
    }
    return new McNemar(counts[0], counts[1], counts[2], counts[3], Tails.coin(counts[1], counts[1] + counts[2]));
  }
}
