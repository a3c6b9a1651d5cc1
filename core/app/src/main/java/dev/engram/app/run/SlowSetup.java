package dev.engram.app.run;

import dev.engram.engine.text.PrintableText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the part of the set-up that has not returned after ten seconds: it may never return. One thread looks at what
 * is under way ten times a second; an alarm for each component would cost more than most components. If that
 * part has also used up the memory, nothing else can continue, and the thread ends the program.
 */
final class SlowSetup {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SlowSetup.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    /** Memory that every part of the program needs now and then. */
    private static final int PROBE = 1 << 16;
    /** Looks without memory before the program is ended; in one, the garbage may just be collected. */
    private static final int MAX_EXHAUSTED = 10;

    private static final String EXHAUSTED =
            " has not returned from its set-up, and has used up the memory; the program cannot continue\n";
    /** The error stream of the process, opened while there is memory. */
    private static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);
    /** Work under way, more of which is not watched. */
    private static final AtomicReferenceArray<Work> UNDER_WAY = new AtomicReferenceArray<>(256);

    static {
        rehearse();
        Thread thread = new Thread(SlowSetup::watch, "slow set-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Kept, so that the allocation is not removed. */
    private static volatile byte[] probe;

    private SlowSetup() {}

    private static final class Work {
        private final String what;
        private final Duration patience;
        private final Consumer<String> warning;
        private final long nanos;
        /** What the thread writes if there is no memory left. */
        private final byte[] lastWords;

        private final Thread worker = Thread.currentThread();
        private final long start = System.nanoTime();
        private volatile boolean named;

        Work(String what, Duration patience, Consumer<String> warning) {
            this.what = what;
            this.patience = patience;
            this.warning = warning;
            nanos = patience.toNanos();
            lastWords = PrintableText.line(what).concat(EXHAUSTED).getBytes(StandardCharsets.US_ASCII);
        }

        boolean isOverdue() {
            return System.nanoTime() - start > nanos;
        }
    }

    /** Calls work, and warns once if it has not returned after {@link #PATIENCE}. */
    static <T> T call(String what, Callable<T> work) throws Exception {
        return call(what, PATIENCE, LOG::warn, work);
    }

    static <T> T call(String what, Duration patience, Consumer<String> warning, Callable<T> work) throws Exception {
        int place = add(new Work(what, patience, warning));
        try {
            return work.call();
        } finally {
            if (place >= 0) {
                UNDER_WAY.set(place, null);
            }
        }
    }

    /** Returns the place of the work; -1 if all are taken. */
    private static int add(Work work) {
        for (int i = 0; i < UNDER_WAY.length(); i++) {
            if (UNDER_WAY.compareAndSet(i, null, work)) {
                return i;
            }
        }
        return -1;
    }

    private static void watch() {
        int exhausted = 0;
        while (true) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            try {
                if (exhausted >= MAX_EXHAUSTED) {
                    endProgram();
                }
                look();
                exhausted = 0;
            } catch (OutOfMemoryError e) {
                exhausted++;
            }
        }
    }

    /** Throws an {@link OutOfMemoryError} if work that is overdue has used up the memory. */
    private static void look() {
        for (int i = 0; i < UNDER_WAY.length(); i++) {
            Work w = UNDER_WAY.get(i);
            if (w != null && w.isOverdue()) {
                probe = new byte[PROBE];
                warn(w);
            }
        }
    }

    private static void warn(Work w) {
        if (!w.named) {
            w.warning.accept(message(w.what, w.patience, w.worker));
            w.named = true;
        }
    }

    /**
     * Does once, while there is memory, what {@link #endProgram} does without any: the JVM links some calls of the JDK
     * when they are first made, and needs memory for it.
     */
    private static void rehearse() {
        look();
        try {
            ERR.write(new byte[0]);
        } catch (IOException e) {
            return; // nobody will read the message
        }
    }

    /** Names the work and ends the program. It allocates nothing. */
    private static void endProgram() {
        try {
            for (int i = 0; i < UNDER_WAY.length(); i++) {
                Work w = UNDER_WAY.get(i);
                if (w != null && w.isOverdue()) {
                    ERR.write(w.lastWords);
                }
            }
        } catch (IOException e) {
            return; // nobody reads the message
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static String message(String what, Duration patience, Thread worker) {
        StackTraceElement[] at = worker.getStackTrace();
        return PrintableText.line(what + " has not returned after " + patience.toSeconds() + " s"
                + (at.length == 0 ? "" : "; it is in " + at[0])
                + "; end it with Ctrl-C, or set a limit with run --time-limit");
    }
}
