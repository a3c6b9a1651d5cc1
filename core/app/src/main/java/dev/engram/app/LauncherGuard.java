package dev.engram.app;

import java.util.concurrent.TimeUnit;

/**
 * The agreement with the launcher script, which waits for this process. An exit code is given to it with an offset, so
 * that it can tell a program that reached its last line from one that a component, the system or an error of the JVM
 * ended. If the launcher is killed, this process ends as well.
 *
 * @param codeOffset what is added to an exit code; 0 without a launcher
 * @param launcherId the process id of the launcher; 0 without one
 */
record LauncherGuard(int codeOffset, long launcherId) {
    /** The exit code of failed runs, and of an interrupted command. */
    static final int FAILED = 1;

    /** The time until the first look, which takes 20 ms: a short command ends before. */
    private static final long FIRST_POLL_MILLIS = 1_000;

    private static final long POLL_INTERVAL_MILLIS = 50;

    /** Reads the system properties that the launcher sets. */
    static LauncherGuard ofProcess() {
        return new LauncherGuard(Integer.getInteger("engram.exit.offset", 0), Long.getLong("engram.launcher", 0));
    }

    int toProcessCode(int code) {
        return codeOffset + code;
    }

    /** Ends this process as soon as the launcher has ended without waiting for it, as after {@code kill -9}. */
    void endWithLauncher() {
        if (launcherId == 0) {
            return;
        }
        Thread thread = new Thread(this::awaitLauncher, "launcher");
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitLauncher() {
        pause(FIRST_POLL_MILLIS);
        while (ProcessHandle.current()
                .parent()
                .filter(p -> p.pid() == launcherId)
                .isPresent()) {
            pause(POLL_INTERVAL_MILLIS);
        }
        Runtime.getRuntime().halt(toProcessCode(FAILED));
    }

    /** Sleeps. A component can interrupt any thread, and thereby only ends the pause. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.interrupted();
        }
    }
}
