package dev.engram.engine.text;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Descriptions of exceptions that components throw. The methods of such an exception are code of the component: they
 * may throw, never return, or return a text that forges lines of a log. Nothing here throws or takes longer than ten
 * seconds, and every text is one printable line of limited length.
 */
public final class ExceptionText {
    /** Longer messages are cut. */
    private static final int MAX_LENGTH = 2000;

    private static final int MAX_CAUSES = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Methods that did not return; each occupies a thread until the program ends, so none is called again. */
    private static final Set<Method> ABANDONED = ConcurrentHashMap.newKeySet();

    private ExceptionText() {}

    /** Returns the message; empty if there is none. */
    public static String message(Throwable e) {
        return message(e, PATIENCE);
    }

    /** @param patience the time after which the exception's method is abandoned */
    static String message(Throwable e, Duration patience) {
        String text;
        try {
            text = ask(e, "getMessage", patience, e::getMessage);
        } catch (TimeoutException inMessage) {
            return "(no message: its getMessage() has not returned after " + PATIENCE.toSeconds() + " s)";
        } catch (Throwable inMessage) {
            return "(no message: its getMessage() threw " + inMessage.getClass().getSimpleName() + ")";
        }
        return text == null ? "" : PrintableText.line(cut(text));
    }

    /** Returns the simple name of the class and, if there is one, the message. */
    public static String describe(Throwable e) {
        String message = message(e);
        return e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    }

    /** Returns the place where the exception was thrown; empty if that is not known. */
    public static String place(Throwable e) {
        StackTraceElement[] trace = stackTrace(e);
        return trace.length == 0 ? "" : PrintableText.line(cut(trace[0].toString()));
    }

    /** Returns the exception and its causes, from the outermost; at most twenty. */
    public static List<Throwable> causes(Throwable e) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable next = e; next != null && all.size() < MAX_CAUSES; next = cause(next)) {
            all.add(next);
        }
        return all;
    }

    /** Returns an exception of our own for the log, with the same texts, stack traces and causes. */
    public static Exception copy(Throwable e) {
        List<Throwable> all = causes(e);
        Exception inner = null;
        for (int i = all.size() - 1; i >= 0; i--) {
            String message = message(all.get(i));
            Exception copy = new CopiedException(
                    all.get(i).getClass().getName() + (message.isEmpty() ? "" : ": " + message), inner);
            copy.setStackTrace(stackTrace(all.get(i)));
            inner = copy;
        }
        return inner;
    }

    private static final class CopiedException extends Exception {
        private static final long serialVersionUID = 1;

        CopiedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static Throwable cause(Throwable e) {
        try {
            return ask(e, "getCause", PATIENCE, e::getCause);
        } catch (Throwable inCause) {
            return null;
        }
    }

    private static StackTraceElement[] stackTrace(Throwable e) {
        try {
            return ask(e, "getStackTrace", PATIENCE, e::getStackTrace);
        } catch (Throwable inStackTrace) {
            return new StackTraceElement[0];
        }
    }

    /** Calls a method of an exception: on a thread of its own, unless it is a method of the JDK, which returns. */
    private static <T> T ask(Throwable e, String name, Duration patience, Callable<T> call) throws Throwable {
        Method method = e.getClass().getMethod(name);
        if (method.getDeclaringClass().getClassLoader() == null) {
            return call.call();
        }
        if (ABANDONED.contains(method)) {
            throw new TimeoutException();
        }
        Attempt<T> attempt = new Attempt<>(call);
        Thread thread = attempt.start(name);
        if (!attempt.await(patience)) {
            ABANDONED.add(method);
            thread.interrupt();
            throw new TimeoutException();
        }
        try {
            return attempt.result();
        } catch (ExecutionException thrown) {
            throw thrown.getCause();
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH
                ? text
                : text.substring(0, MAX_LENGTH) + "... (" + (text.length() - MAX_LENGTH) + " more characters)";
    }
}
