package dev.engram.testkit.contract.check;

import java.util.Locale;

/** Text that does not depend on where it is written. */
public final class Text {
    private Text() {}

    public static String of(String format, Object... args) {
        return args.length == 0 ? format : String.format(Locale.ROOT, format, args);
    }

    /** What was thrown, in a line: its type, its message, and the component's line that threw it. */
    static String of(Throwable t) {
        StackTraceElement[] trace = t.getStackTrace();
        return t.getClass().getSimpleName()
                + (t.getMessage() == null ? "" : ": " + t.getMessage())
                + (trace.length == 0 ? "" : " (at " + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")");
    }
}
