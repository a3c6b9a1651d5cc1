package dev.engram.app.cli.referee;

import dev.engram.app.execution.RunTask;
import dev.engram.app.progress.Progress;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A line for each claim when the last of its runs ends, and for each run that fails. */
final class ClaimLines implements Progress {
    private final PrintStream out;
    private final Map<String, Set<String>> left = new LinkedHashMap<>();
    private final Map<String, Integer> runs = new LinkedHashMap<>();
    private int ended;

    /** @param missing the runs to make, of each claim */
    ClaimLines(PrintStream out, Map<String, Set<String>> missing) {
        this.out = out;
        missing.forEach((claim, ids) -> {
            if (!ids.isEmpty()) {
                left.put(claim, new HashSet<>(ids));
                runs.put(claim, ids.size());
            }
        });
    }

    @Override
    public void advanced(RunTask task, long steps) {
        // Lines are printed when the runs of a claim have ended.
    }

    @Override
    public synchronized void ended(RunTask task, Run run) {
        if (run.outcome() == Outcome.FAILED) {
            out.println(task.name() + ": failed (" + run.reason() + ")");
        }
        left.forEach((claim, ids) -> {
            if (ids.remove(task.id()) && ids.isEmpty()) {
                ended++;
                int made = runs.get(claim);
                out.println(
                        "[" + ended + "/" + runs.size() + "] " + claim + ": " + made + (made == 1 ? " run" : " runs"));
            }
        });
    }

    @Override
    public synchronized void waiting(RunTask task) {
        out.println(task.name() + ": in progress in another process; its result will be used");
    }

    @Override
    public void close() {
        out.flush();
    }
}
