package dev.engram.app.progress;

import dev.engram.app.execution.RunTask;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A line for each completed run; in suites of more than a hundred runs, for each percent of them. */
final class PlainProgress implements Progress {
    private final PrintStream out;
    private final String phase;
    private final int runs;
    private int ended;

    /** @param phase the phase whose first metric is shown */
    PlainProgress(PrintStream out, String phase, int runs) {
        this.out = out;
        this.phase = phase;
        this.runs = runs;
    }

    @Override
    public void advanced(RunTask task, long steps) {
        // Lines are printed when runs end.
    }

    @Override
    public synchronized void ended(RunTask task, Run run) {
        ended++;
        int every = Math.max(1, runs / 100);
        if (ended % every == 0 || ended == runs || !run.reason().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "[%d/%d] %s: %s%s, %.1f s%n",
                    ended,
                    runs,
                    task.name(),
                    run.outcome().word(),
                    result(run),
                    run.cost().seconds());
        }
    }

    @Override
    public synchronized void waiting(RunTask task) {
        out.println(task.name() + ": in progress in another process; its result will be used");
    }

    private String result(Run run) {
        if (!run.reason().isEmpty()) {
            return " (" + run.reason() + ")";
        }
        return result(run, phase, ", %s %.4g") + result(run, Measurement.END, ", %s");
    }

    private static String result(Run run, String phase, String format) {
        List<Measurement> all =
                run.measurements().stream().filter(m -> m.phase().equals(phase)).toList();
        return all.stream()
                .filter(m -> m.metric().equals(all.get(0).metric()))
                .reduce((first, last) -> last)
                .map(m -> String.format(Locale.ROOT, format, m.metric(), m.value()))
                .orElse("");
    }

    @Override
    public void close() {
        // There is nothing to clean up.
    }
}
