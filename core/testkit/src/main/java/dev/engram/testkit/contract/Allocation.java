package dev.engram.testkit.contract;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a piece of work allocates on the heap. */
final class Allocation {
  private static final int ROUNDS = 500;
  /**
   * Steps of an optimizer in all, for one that goes on allocating: a second or two, so that the compiler is done. It
   * also does away with the arrays that the JDK's own pow makes at each call.
   */
  static final int MANY = 3_000_000;
  /** The same for steps of a rule, which take longer. */
  static final int SOME = 300_000;
  /** Even an object in every tenth round counts more than this. */
  private static final double NOTHING = 1;
  /** And at least so long, in nanoseconds: on a busy machine the compiler, which takes allocations away, lags behind the steps. */
  private static final long PATIENCE = 6_000_000_000L;
  /** And no longer than this: one that makes much in every step is no matter of the compiler's. */
  private static final long LIMIT = 15_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes for each round after a warm-up: repeats until a stretch of rounds allocates nothing, as far as it does. */
  private static double perRound(Runnable work, int most) {
    long id = Thread.currentThread().getId();
    double least = Double.POSITIVE_INFINITY;
    long began = System.nanoTime();
    long spent = 0;
    for (int done = 0; least >= NOTHING && (done < most || spent < PATIENCE) && spent < LIMIT; done += ROUNDS) {
      long before = THREADS.getThreadAllocatedBytes(id);
      for (int i = 0; i < ROUNDS; i++) {
        work.run();
      }
      least = Math.min(least, (THREADS.getThreadAllocatedBytes(id) - before) / (double) ROUNDS);
      spent = System.nanoTime() - began;
    }
    return least;
  }

  static Verdict ofSteps(Runnable step, int most) {
    double bytes = perRound(step, most);
    return bytes < NOTHING ? Verdict.passed("%.2f bytes per step after warm-up", bytes)
        : Verdict.failed("expected no allocation after warm-up, found %.1f bytes per step; keep working "
            + "memory in scratch matrices or slots, "
            + "and make lambdas and names once", bytes);
  }
}
