package dev.engram.app.execution;

import dev.engram.engine.text.ExceptionText;
import dev.engram.spi.IncompatibleException;

/** The cause of a failed run. */
public final class FailureCause {
    private FailureCause() {}

    /** Returns whether an exception was caused by a lack of memory. */
    public static boolean isMemory(Throwable e) {
        return ExceptionText.causes(e).stream().anyMatch(OutOfMemoryError.class::isInstance);
    }

    /**
     * Describes an exception and where it was thrown, which is enough to find it in a component. The message of an
     * {@link IncompatibleException} is a sentence for users and needs neither.
     */
    public static String text(Throwable e) {
        if (e.getClass() == IncompatibleException.class) {
            return ExceptionText.message(e);
        }
        String place = ExceptionText.place(e);
        return ExceptionText.describe(e) + (place.isEmpty() ? "" : " at " + place);
    }
}
