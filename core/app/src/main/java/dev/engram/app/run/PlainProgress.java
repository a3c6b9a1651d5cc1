package dev.engram.app.run;

import dev.engram.engine.store.Measurement;
import dev.engram.engine.store.Run;
import java.io.PrintStream;
import java.util.Locale;

/** One line for each run that has ended; for large suites, for each hundredth part of them. */
final class PlainProgress implements Progress {
  private final PrintStream out;
  private final int runs;
  private int ended;

  PlainProgress(PrintStream out, int runs) {
    this.out = out;
    this.runs = runs;
  }

  @Override
  public void advanced(Plan.Item item, long steps) {
    // Lines come when runs end.
  }

  @Override
  public synchronized void ended(Plan.Item item, Run run) {
    ended++;
    int every = Math.max(1, runs / 100);
    if (ended % every == 0 || ended == runs || !run.reason().isEmpty()) {
      out.printf(Locale.ROOT, "[%d/%d] %s: %s%s, %.1f s%n", ended, runs, item.name(), run.outcome().word(), result(run), run.cost().seconds());
    }
  }

  @Override
  public synchronized void waiting(Plan.Item item) {
    out.println(item.name() + ": under way in another process, whose result will be used");
  }

  private static String result(Run run) {
    if (!run.reason().isEmpty()) {
      return " (" + run.reason() + ")";
    }
    return result(run, "test", ", %s %.4g") + result(run, Measurement.END, ", %s");
  }

  private static String result(Run run, String phase, String format) {
    return run.measurements().stream().filter(m -> m.phase().equals(phase)).findFirst()
        .map((Measurement m) -> String.format(Locale.ROOT, format, m.metric(), m.value())).orElse("");
  }

  @Override
  public void close() {
    // Nothing is drawn.
  }
}
