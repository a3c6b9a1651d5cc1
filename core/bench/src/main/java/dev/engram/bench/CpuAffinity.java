package dev.engram.bench;

import java.io.IOException;

/** Ties the measurements to one core. */
final class CpuAffinity {
    private CpuAffinity() {}

    /** Ties this process, and all that it starts from now on, to one core; returns a description of the result. */
    static String pin() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores == 1) {
            return "on one core";
        }
        String last = Integer.toString(cores - 1);
        try {
            Process p = new ProcessBuilder(
                            "taskset",
                            "-a",
                            "-c",
                            "-p",
                            last,
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return p.waitFor() == 0 ? "on core " + last : "not tied to a core: taskset failed";
        } catch (IOException e) {
            return "not tied to a core: cannot run taskset (" + e.getMessage() + ")";
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
