package dev.engram.app.logging;

import org.slf4j.MDC;

/** The name of the run of this thread, which its log lines carry, whatever library writes the log. */
public final class RunName {
    /** The key of the name in the context of a log line. */
    static final String KEY = "run";

    private RunName() {}

    /** Sets the run of the log lines of this thread. */
    public static void set(String name) {
        if (!name.equals(MDC.get(KEY))) { // each change copies the context
            MDC.put(KEY, name);
        }
    }

    /** Clears the run of the log lines of this thread. */
    public static void clear() {
        MDC.remove(KEY);
    }
}
