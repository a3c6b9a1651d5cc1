package dev.engram.app;

import dev.engram.app.execution.StopSignal;
import dev.engram.engine.text.PrintableText;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the program ends before its last line. After a signal, running work ends in good order. A component
 * that ends the program is named; Java cannot prevent it, but the exit code must not indicate success.
 */
final class ExitGuard {
    /** The time that runs have to save their checkpoints. Container engines kill a program after ten seconds. */
    private static final long STOP_SECONDS = 8;

    private final LauncherGuard launcher;
    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;

    private ExitGuard(LauncherGuard launcher, PrintStream err) {
        this.launcher = launcher;
        this.err = err;
    }

    /** @param err the stream for messages; not that of the whole process, which a component can replace */
    static ExitGuard install(LauncherGuard launcher, PrintStream err) {
        ExitGuard guard = new ExitGuard(launcher, err);
        Runtime.getRuntime().addShutdownHook(new Thread(guard::onExit, "exit"));
        return guard;
    }

    /** Reports that the command has ended, with its exit code. */
    void ended(int exitCode) {
        code = exitCode;
        ended.countDown();
    }

    private void onExit() {
        Optional<StackTraceElement> caller = Thread.getAllStackTraces().values().stream()
                .map(ExitGuard::exitCaller)
                .flatMap(Optional::stream)
                .findFirst();
        if (caller.isEmpty()) {
            onSignal();
        } else if (!caller.get().getClassName().equals(Main.class.getName())) {
            halt(
                    LauncherGuard.FAILED,
                    "engram: a component ended the program with System.exit, in "
                            + PrintableText.line(caller.get().toString())
                            + "; it should throw an exception instead. All runs completed before that are in the"
                            + " store.");
        }
    }

    /** Waits until the command has ended by itself, if it can. It prints how to continue. */
    private void onSignal() {
        if (ended.getCount() == 0) {
            halt(code, "");
        } else if (!StopSignal.send()) {
            halt(LauncherGuard.FAILED, "engram: interrupted");
        } else if (awaitEnd()) {
            halt(code, "");
        } else {
            halt(
                    LauncherGuard.FAILED,
                    "engram: interrupted. A run did not stop within " + STOP_SECONDS
                            + " s; it continues from its last checkpoint when the same command is run again.");
        }
    }

    private boolean awaitEnd() {
        try {
            return ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void halt(int exitCode, String message) {
        if (!message.isEmpty()) {
            err.println(message);
        }
        err.flush();
        Runtime.getRuntime().halt(launcher.toProcessCode(exitCode));
    }

    /** Returns the caller of {@code System.exit} in this thread; empty if there is none. */
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
                        .findFirst();
    }
}
