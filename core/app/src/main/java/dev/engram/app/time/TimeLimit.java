package dev.engram.app.time;

import dev.engram.engine.text.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * A time limit for calls that may never return. They run on a thread of their own, which is abandoned at the limit.
 * Interrupts are ignored, because a component can interrupt any thread.
 */
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
        Thread thread = attempt.start(name);
        if (!attempt.await(limit.get())) {
            StackTraceElement[] at = thread.getStackTrace();
            thread.interrupt();
            throw new TimeLimitExceededException("exceeded its time limit of " + Durations.text(limit.get())
                    + (at.length == 0 ? "" : ", in " + at[0]));
        }
        return attempt.result();
    }
}
