package dev.engram.spark.work;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Prints the progress of the driver: the number of runs and the time left, at most every few seconds. */
final class DriverProgress {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintStream out;
    private final int total;
    private final long start = System.nanoTime();
    private int ended;
    private long shown = start;
    /** When the first run ended: executors take a while to start. */
    private long first;

    DriverProgress(PrintStream out, int total) {
        this.out = out;
        this.total = total;
    }

    /** Counts runs that have ended. */
    synchronized void ended(int runs) {
        first = ended == 0 ? System.nanoTime() : first;
        ended += runs;
    }

    /** Prints a warning of an executor. */
    synchronized void warn(String machine, String sentence) {
        out.println(machine + ": " + sentence);
    }

    /** Prints a line if the last one is some seconds old. */
    synchronized void show(double secondsPerRun) {
        long now = System.nanoTime();
        if (now - shown < INTERVAL.toNanos() || ended < 2 || ended >= total) {
            return;
        }
        shown = now;
        double left = (now - first) / 1e9 / (ended - 1) * (total - ended);
        out.println("[" + ended + "/" + total + "] about " + text(Duration.ofSeconds(Math.round(left))) + " left, "
                + Math.round(secondsPerRun * 1000) + " ms a run");
    }

    private static String text(Duration time) {
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    /**
     * Prints the end.
     *
     * @param stopped whether the work was ended early
     * @param problem what ended the work early; empty if nothing did
     * @param conflicts sentences about runs with two different results
     * @return the exit code
     */
    synchronized int finish(boolean stopped, String problem, List<String> conflicts) {
        conflicts.forEach(c -> out.println("engram: " + c));
        if (!problem.isEmpty()) {
            out.println("engram: " + problem + ". The runs that are done are in the store.");
        } else if (stopped) {
            out.println("stopped: unfinished runs were saved, and wait for another driver");
        } else {
            out.println(
                    "[" + ended + "/" + total + "] done after " + text(Duration.ofNanos(System.nanoTime() - start)));
        }
        return problem.isEmpty() && conflicts.isEmpty() ? 0 : 1;
    }
}
