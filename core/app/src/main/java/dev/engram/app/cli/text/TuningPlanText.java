package dev.engram.app.cli.text;

import dev.engram.app.console.Console;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.Plan;
import dev.engram.app.run.TimeEstimate;
import dev.engram.engine.prose.TuningNotes;
import java.util.List;
import java.util.Locale;

/** The trials that the tuning of a suite would run before the comparison. */
public final class TuningPlanText {
    private static final int MAX_CELLS = 100;

    private final TuningState tuningState;
    private final TimeEstimate timeEstimate;
    private final int workers;

    public TuningPlanText(TuningState tuningState, TimeEstimate timeEstimate, int workers) {
        this.tuningState = tuningState;
        this.timeEstimate = timeEstimate;
        this.workers = workers;
    }

    public void print(Console console) {
        List<Plan.Item> items = tuningState.trials().items();
        List<Plan.Item> left = items.stream().filter(i -> !timeEstimate.done(i)).toList();
        console.out().println(WarningText.wrap(TuningNotes.sentence(tuningState.tuningSummary()), console.width()));
        console.out()
                .println(Plural.of(items.size(), "trial run") + ": " + (items.size() - left.size()) + " already done, "
                        + left.size() + " to run"
                        + (left.isEmpty() ? "" : " on " + Plural.of(Math.min(workers, left.size()), "worker"))
                        + (tuningState.rung() < tuningState.rungs()
                                ? ", then those of the trials that advance (rung " + tuningState.rung() + " of "
                                        + tuningState.rungs() + " is in progress)"
                                : ""));
        if (!left.isEmpty()) {
            console.out().println(timeLeft(left));
        }
        console.out().println();
        int name = Math.max(
                10,
                tuningState.byCell().keySet().stream()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0));
        String format = "%-" + name + "s  %6s  %6s%n";
        console.out().printf(Locale.ROOT, format, "tuned cell", "done", "to run");
        tuningState.byCell().entrySet().stream().limit(MAX_CELLS).forEach(e -> {
            long done = e.getValue().stream().filter(timeEstimate::done).count();
            console.out()
                    .printf(Locale.ROOT, format, e.getKey(), done, e.getValue().size() - done);
        });
        if (tuningState.byCell().size() > MAX_CELLS) {
            console.out().println("... and " + Plural.of(tuningState.byCell().size() - MAX_CELLS, "more cell"));
        }
        console.out().println();
        TuningNotes.of(tuningState.tuningSummary()).stream()
                .filter(n -> !n.startsWith("!"))
                .forEach(n -> console.out().println(WarningText.wrap(n, console.width())));
        console.out()
                .println(
                        tuningState.plan().items().isEmpty()
                                ? "Then, with the chosen values:"
                                : "With the chosen values:");
    }

    private String timeLeft(List<Plan.Item> left) {
        double sum = 0;
        for (Plan.Item i : left) {
            if (timeEstimate.seconds(i.cell()).isEmpty()) {
                return "Estimated time: unknown, no measurement yet.";
            }
            sum += timeEstimate.seconds(i.cell()).getAsDouble();
        }
        return "Estimated time: " + PlanText.duration(sum / Math.min(workers, left.size()))
                + ", from the throughput of similar runs.";
    }
}
