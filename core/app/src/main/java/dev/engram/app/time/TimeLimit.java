package dev.engram.app.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A time limit for calls that may never return. They run on a thread of their own, which is abandoned at the limit.
 * Interrupts are ignored, because a component can interrupt any thread.
 */
public final class TimeLimit {
    /** A longer limit, which a long of nanoseconds cannot hold, counts as this: 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

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
     * @throws ExecutionException with whatever the work threw as its cause
     */
    public static <T> T call(String name, Optional<Duration> limit, Callable<T> work)
            throws TimeLimitExceededException, ExecutionException {
        Attempt<T> attempt = new Attempt<>(work);
        if (limit.isEmpty()) {
            attempt.run();
            Thread.interrupted(); // the work may have interrupted its own thread
            return attempt.result();
        }
        Thread thread = new Thread(attempt, name);
        thread.setDaemon(true);
        thread.start();
        if (!attempt.await(limit.get())) {
            StackTraceElement[] at = thread.getStackTrace();
            thread.interrupt();
            throw new TimeLimitExceededException("exceeded its time limit of " + Durations.text(limit.get())
                    + (at.length == 0 ? "" : ", in " + at[0]));
        }
        return attempt.result();
    }

    /** Like a future, but never calls a method of the exception, which may throw as well. */
    private static final class Attempt<T> implements Runnable {
        private final Callable<T> work;
        private final CountDownLatch done = new CountDownLatch(1);
        private T result;
        private Throwable thrown;

        Attempt(Callable<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                result = work.call();
            } catch (Throwable e) {
                thrown = e;
            } finally {
                done.countDown();
            }
        }

        /** Returns false if the time has passed. */
        boolean await(Duration limit) {
            long end = System.nanoTime() + (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
            while (true) {
                try {
                    return done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    continue; // the time that is left is still granted
                }
            }
        }

        T result() throws ExecutionException {
            if (thrown != null) {
                throw new ExecutionException("the work threw an exception", thrown);
            }
            return result;
        }
    }
}
