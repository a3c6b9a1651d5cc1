package dev.engram.testkit.contract;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a piece of work allocates on the heap. */
final class Allocation {
  private static final int WARM_UP = 400;
  private static final int ROUNDS = 200;
  private static final int TRIALS = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes for each round, after a warm-up; the least of some trials, since the JVM itself allocates now and then. */
  static double perRound(Runnable work) {
    long id = Thread.currentThread().getId();
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    long least = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      long before = THREADS.getThreadAllocatedBytes(id);
      for (int i = 0; i < ROUNDS; i++) {
        work.run();
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(id) - before);
    }
    return least / (double) ROUNDS;
  }

  /** Fails where a round allocates: even an object in every tenth round counts more than this. */
  static Verdict verdict(double bytesPerRound, String round) {
    return bytesPerRound < 1
        ? Verdict.passed("%.2f bytes per %s", bytesPerRound, round)
        : Verdict.failed("expected no allocation after warm-up, found %.1f bytes per %s; keep working memory in scratch "
            + "matrices or slots, and make lambdas and names once", bytesPerRound, round);
  }
}
