package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.run.Forecast;
import dev.engram.app.run.Plan;
import dev.engram.app.run.Standing;
import java.util.List;
import java.util.Locale;

/** Which trials a suite would run before anything is compared. */
final class TuningPlanText {
  private static final int MOST_CELLS = 100;

  private final Standing standing;
  private final Forecast forecast;
  private final int workers;

  TuningPlanText(Standing standing, Forecast forecast, int workers) {
    this.standing = standing;
    this.forecast = forecast;
    this.workers = workers;
  }

  void print(Console console) {
    List<Plan.Item> items = standing.trials().items();
    List<Plan.Item> left = items.stream().filter(i -> !forecast.done(i)).toList();
    console.out().println(WarningText.wrapped(standing.tuningSummary().sentence(), console.width()));
    console.out().println(Amount.of(items.size(), "run") + " of trials: " + (items.size() - left.size()) + " done before, " + left.size() + " to run"
        + (left.isEmpty() ? "" : " on " + Amount.of(Math.min(workers, left.size()), "worker"))
        + (standing.rung() < standing.rungs() ? ", then those that go on (rung " + standing.rung() + " of " + standing.rungs() + " has begun)" : ""));
    if (!left.isEmpty()) {
      console.out().println(time(left));
    }
    console.out().println();
    int name = Math.max(10, standing.byCell().keySet().stream().mapToInt(String::length).max().orElse(0));
    String format = "%-" + name + "s  %6s  %6s%n";
    console.out().printf(Locale.ROOT, format, "tuned cell", "done", "to run");
    standing.byCell().entrySet().stream().limit(MOST_CELLS).forEach(e -> {
      long done = e.getValue().stream().filter(forecast::done).count();
      console.out().printf(Locale.ROOT, format, e.getKey(), done, e.getValue().size() - done);
    });
    if (standing.byCell().size() > MOST_CELLS) {
      console.out().println("... and " + Amount.of(standing.byCell().size() - MOST_CELLS, "more cell"));
    }
    console.out().println();
    standing.tuningSummary().notes().stream().filter(n -> !n.startsWith("!")).forEach(n -> console.out().println(WarningText.wrapped(n, console.width())));
    console.out().println(standing.plan().items().isEmpty() ? "Then what they choose:" : "What they chose:");
  }

  private String time(List<Plan.Item> left) {
    double sum = 0;
    for (Plan.Item i : left) {
      if (forecast.seconds(i.cell()).isEmpty()) {
        return "How long that takes is not known: no measurement yet.";
      }
      sum += forecast.seconds(i.cell()).getAsDouble();
    }
    return "About " + PlanText.duration(sum / Math.min(workers, left.size())) + ", from the throughput of similar runs.";
  }
}
