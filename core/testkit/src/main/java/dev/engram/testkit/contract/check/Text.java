package dev.engram.testkit.contract.check;

import java.util.Locale;

/** Text that does not depend on the locale. */
public final class Text {
    private Text() {}

    public static String of(String format, Object... args) {
        return args.length == 0 ? format : String.format(Locale.ROOT, format, args);
    }

    /** Returns the type, the message and the throwing line of an exception, in one line. */
    static String of(Throwable t) {
        StackTraceElement[] trace = t.getStackTrace();
        return t.getClass().getSimpleName()
                + (t.getMessage() == null ? "" : ": " + t.getMessage())
                + (trace.length == 0 ? "" : " (at " + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")");
    }
}
