package dev.engram.app.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls what may never return: on a thread of its own, which is left behind when its time is over. */
final class Limited {
  private Limited() {}

  /** The time is over. The message says where the work was at that moment. */
  static final class TimeOver extends Exception {
    private static final long serialVersionUID = 1;

    TimeOver(String message) {
      super(message);
    }
  }

  /**
   * Java cannot end a thread that does not want to end: one that loops for ever keeps its core until the program ends.
   *
   * @param limit empty: as long as it takes, on the caller's thread
   * @throws ExecutionException with what the work threw
   */
  static <T> T call(String name, Optional<Duration> limit, Callable<T> work)
      throws TimeOver, ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    if (limit.isEmpty()) {
      task.run();
      return task.get();
    }
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.get().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      StackTraceElement[] at = thread.getStackTrace();
      thread.interrupt();
      throw new TimeOver("not over at its time limit of " + Spans.text(limit.get())
          + (at.length == 0 ? "" : ", in " + at[0]));
    }
  }
}
