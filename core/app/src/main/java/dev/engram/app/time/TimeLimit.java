package dev.engram.app.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A time limit for calls that may never return. They run on a thread of their own, which is abandoned at the limit. */
public final class TimeLimit {
    private TimeLimit() {}

    /** Thrown at the time limit. The message says where the work was at that moment. */
    public static final class TimeLimitExceededException extends Exception {
        private static final long serialVersionUID = 1;

        TimeLimitExceededException(String message) {
            super(message);
        }
    }

    /**
     * Calls work with a time limit. Java cannot end a thread that does not cooperate: an endless loop occupies its core
     * until the program ends.
     *
     * @param limit empty for no limit; the work then runs on the caller's thread
     * @throws ExecutionException with the exception that the work threw
     */
    public static <T> T call(String name, Optional<Duration> limit, Callable<T> work)
            throws TimeLimitExceededException, ExecutionException, InterruptedException {
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
            throw new TimeLimitExceededException("exceeded its time limit of " + Durations.text(limit.get())
                    + (at.length == 0 ? "" : ", in " + at[0]));
        }
    }
}
