package dev.engram.app;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reports components that end the program. Java cannot prevent this, but the component can be named, and the exit code
 * must not indicate success.
 */
final class ExitGuard {
    /** The exit code of failed runs; the component itself may have passed 0. */
    private static final int FAILED = 1;

    private ExitGuard() {}

    static void install() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Thread.getAllStackTraces().values().stream()
                        .map(ExitGuard::exitCaller)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(at -> {
                            System.err.println("engram: a component ended the program with System.exit, in " + at
                                    + "; it should throw an exception instead. All runs completed before that are in"
                                    + " the store.");
                            System.err.flush();
                            Runtime.getRuntime().halt(FAILED);
                        })));
    }

    /** Returns the caller of {@code System.exit} in this thread; empty if there is none, or if it was Engram itself. */
    private static Optional<StackTraceElement> exitCaller(StackTraceElement[] trace) {
        int exit = -1;
        for (int i = 0; i < trace.length; i++) {
            exit = trace[i].getClassName().equals(Runtime.class.getName())
                            && trace[i].getMethodName().equals("exit")
                    ? i
                    : exit;
        }
        return exit < 0
                ? Optional.empty()
                : Arrays.stream(trace)
                        .skip(exit + 1L)
                        .filter(e -> !e.getClassName().equals(System.class.getName()))
                        .findFirst()
                        .filter(e -> !e.getClassName().equals(Main.class.getName()));
    }
}
