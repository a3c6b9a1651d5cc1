package dev.engram.app;

import java.util.Arrays;
import java.util.Optional;

/**
 * Components that end the program. Java has no means to keep them from it, but who did it can be said, and a caller must
 * not take it for success.
 */
final class ExitGuard {
    /** As of runs that failed: what the component itself said may be 0. */
    private static final int FAILED = 1;

    private ExitGuard() {}

    static void install() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Thread.getAllStackTraces().values().stream()
                        .map(ExitGuard::culprit)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(at -> {
                            System.err.println("engram: a component ended the program with System.exit, in " + at
                                    + "; it should throw an exception instead. What was done until then is in"
                                    + " the store.");
                            System.err.flush();
                            Runtime.getRuntime().halt(FAILED);
                        })));
    }

    /** Who called for the end in this thread, unless it was Engram itself: that thread waits for the hooks. */
    private static Optional<StackTraceElement> culprit(StackTraceElement[] trace) {
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
