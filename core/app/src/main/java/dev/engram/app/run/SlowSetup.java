package dev.engram.app.run;

import dev.engram.engine.text.PrintableText;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the part of the set-up that has not returned after ten seconds: it may never return. */
final class SlowSetup {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SlowSetup.class);
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private SlowSetup() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "slow set-up");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Calls work, and warns once if it has not returned after {@link #PATIENCE}. */
    static <T> T call(String what, Callable<T> work) throws Exception {
        return call(what, PATIENCE, LOG::warn, work);
    }

    static <T> T call(String what, Duration patience, Consumer<String> warning, Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        ScheduledFuture<?> alarm = CLOCK.schedule(
                () -> warning.accept(message(what, patience, worker)), patience.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return work.call();
        } finally {
            alarm.cancel(false);
        }
    }

    private static String message(String what, Duration patience, Thread worker) {
        StackTraceElement[] at = worker.getStackTrace();
        return PrintableText.line(what + " has not returned after " + patience.toSeconds() + " s"
                + (at.length == 0 ? "" : "; it is in " + at[0])
                + "; end it with Ctrl-C, or set a limit with run --time-limit");
    }
}
