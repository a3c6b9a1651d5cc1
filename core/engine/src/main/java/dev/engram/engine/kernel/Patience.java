package dev.engram.engine.kernel;

/**
 * Tells when a loop in the Vector API has become worth its compilation. Until C2 has compiled it, such a loop makes an object of
 * every vector, and with all of the API that it calls that takes from half a second to a second of processor time, which most
 * small suites never earn back. So, as with skis that one does not know how often one will use, the plain loop, which
 * gives the same bits, does the first numbers, about as many as lose the price of the other.
 */
final class Patience {
  /** In place of all thresholds, for those who want to see the one loop, or both. */
  private static final String PROPERTY = "engram.vector.after";

  private int left;

  /** With a patience of so many numbers. */
  Patience(int numbers) {
    left = Integer.getInteger(PROPERTY, numbers);
  }

  /**
   * Is it over? Counts so many numbers until it is. Threads lose some of each other's counts, so when it is over differs from run
   * to run, which no bit depends on.
   */
  boolean over(int numbers) {
    int l = left;
    if (l <= 0) {
      return true;
    }
    left = l - numbers;
    return false;
  }
}
