package dev.engram.app.run;

import dev.engram.engine.text.PrintableText;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the part of the set-up that has not returned after ten seconds: it may never return. One thread looks at what
 * is under way ten times a second; an alarm for each component would cost more than most components.
 */
final class SlowSetup {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SlowSetup.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Set<Work> UNDER_WAY = ConcurrentHashMap.newKeySet();

    static {
        Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "slow set-up");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleWithFixedDelay(
                        SlowSetup::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private SlowSetup() {}

    /** Work that is under way. Two are never equal. */
    private static final class Work {
        private final String what;
        private final Duration patience;
        private final Consumer<String> warning;
        private final Thread worker = Thread.currentThread();
        private final long start = System.nanoTime();

        Work(String what, Duration patience, Consumer<String> warning) {
            this.what = what;
            this.patience = patience;
            this.warning = warning;
        }
    }

    /** Calls work, and warns once if it has not returned after {@link #PATIENCE}. */
    static <T> T call(String what, Callable<T> work) throws Exception {
        return call(what, PATIENCE, LOG::warn, work);
    }

    static <T> T call(String what, Duration patience, Consumer<String> warning, Callable<T> work) throws Exception {
        Work entry = new Work(what, patience, warning);
        UNDER_WAY.add(entry);
        try {
            return work.call();
        } finally {
            UNDER_WAY.remove(entry);
        }
    }

    private static void look() {
        for (Work w : UNDER_WAY) {
            if (System.nanoTime() - w.start > w.patience.toNanos() && UNDER_WAY.remove(w)) {
                w.warning.accept(message(w.what, w.patience, w.worker));
            }
        }
    }

    private static String message(String what, Duration patience, Thread worker) {
        StackTraceElement[] at = worker.getStackTrace();
        return PrintableText.line(what + " has not returned after " + patience.toSeconds() + " s"
                + (at.length == 0 ? "" : "; it is in " + at[0])
                + "; end it with Ctrl-C, or set a limit with run --time-limit");
    }
}
