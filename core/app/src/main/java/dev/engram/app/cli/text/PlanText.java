package dev.engram.app.cli.text;

import dev.engram.app.console.Console;
import dev.engram.app.run.Plan;
import dev.engram.app.run.TimeEstimate;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What a suite would run, and for how long. */
public final class PlanText {
    /** More are not read. */
    private static final int MAX_CELLS = 100;

    private final Plan plan;
    private final TimeEstimate timeEstimate;
    private final int workers;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Suite.Cell cell, int done, int pending, OptionalDouble seconds) {}

    public PlanText(Plan plan, TimeEstimate timeEstimate, int workers) {
        this.plan = plan;
        this.timeEstimate = timeEstimate;
        this.workers = workers;
        Map<String, List<Plan.Item>> byCell = plan.byCell();
        for (Suite.Cell cell : plan.cells()) {
            List<Plan.Item> items = byCell.get(cell.name());
            int done = (int) items.stream().filter(timeEstimate::done).count();
            // A cell that is yet to be tuned has no runs that could be named, but as many as any other.
            int pending = items.isEmpty() ? plan.suite().seeds().size() : items.size() - done;
            rows.add(new Row(cell, done, pending, timeEstimate.seconds(cell)));
        }
    }

    public void print(Console console) {
        int width = console.width();
        int done = rows.stream().mapToInt(Row::done).sum();
        int pending = rows.stream().mapToInt(Row::pending).sum();
        console.out()
                .println(plan.suite().name() + ": " + Plural.of(rows.size(), "cell") + " x "
                        + Plural.of(plan.suite().seeds().size(), "seed")
                        + ", " + Plural.of(done + pending, "run") + ": " + done + " done before, " + pending + " to run"
                        + (pending > 0 ? " on " + Plural.of(Math.min(workers, pending), "worker") : ""));
        console.out().println(WarningText.wrap(timeLeft(), width));
        console.out().println();
        int room = Math.max(20, width - 36);
        int name = Math.min(
                room,
                Math.max(
                        4,
                        rows.stream()
                                .mapToInt(r -> r.cell().name().length())
                                .max()
                                .orElse(0)));
        String format = "%-" + name + "s  %6s  %6s  %s%n";
        console.out().printf(Locale.ROOT, format, "cell", "done", "to run", "each run");
        List<Row> first = rows.stream()
                .sorted(Comparator.comparing(r -> r.pending() == 0))
                .limit(MAX_CELLS)
                .toList();
        for (Row r : rows) {
            if (first.contains(r)) {
                String text = r.cell().name().length() > name
                        ? r.cell().name().substring(0, name - 1) + "~"
                        : r.cell().name();
                console.out().printf(Locale.ROOT, format, text, r.done(), r.pending(), timePerRun(r));
            }
        }
        if (rows.size() > first.size()) {
            console.out().println("... and " + Plural.of(rows.size() - first.size(), "more cell"));
        }
        if (!plan.excluded().isEmpty()) {
            console.out().println();
        }
        for (ExcludedCell l : plan.excluded()) {
            console.out()
                    .println(WarningText.wrap(
                            l.name() + (l.impossible() ? " " : " is ") + l.kind() + ": " + l.reason(), width));
        }
        console.out().flush();
    }

    /** Runs are of many lengths; no more workers than runs help, and none makes the longest run shorter. */
    private String timeLeft() {
        List<Row> left = rows.stream().filter(r -> r.pending() > 0).toList();
        if (left.isEmpty()) {
            return "Nothing is left to run.";
        }
        long unknown = left.stream().filter(r -> r.seconds().isEmpty()).count();
        if (unknown == left.size()) {
            return "How long that takes is not known: no measurement yet.";
        }
        List<Row> known = left.stream().filter(r -> r.seconds().isPresent()).toList();
        double sum = known.stream()
                .mapToDouble(r -> r.pending() * r.seconds().orElseThrow())
                .sum();
        double longest =
                known.stream().mapToDouble(r -> r.seconds().orElseThrow()).max().orElseThrow();
        int pending = known.stream().mapToInt(Row::pending).sum();
        long measured = known.stream()
                .filter(r -> timeEstimate.hasMeasurements(r.cell()))
                .count();
        String from = measured == known.size()
                ? "from other seeds of the same cells"
                : measured == 0
                        ? "from the throughput of similar runs"
                        : "from other seeds of the same cells, or the throughput of similar runs";
        return "About " + duration(Math.max(longest, sum / Math.min(workers, pending))) + ", " + from
                + (unknown > 0 ? "; no measurement yet for " + Plural.of((int) unknown, "cell") : "") + ".";
    }

    private String timePerRun(Row r) {
        return r.seconds().isEmpty()
                ? r.pending() > 0 ? "no measurement yet" : "-"
                : duration(r.seconds().getAsDouble())
                        + (timeEstimate.hasMeasurements(r.cell()) ? "" : " (by similar runs)");
    }

    /** Two units at the most: a forecast is no more exact. */
    static String duration(double seconds) {
        if (seconds < 10) {
            return seconds < 0.001
                    ? "<0.001 s"
                    : String.format(Locale.ROOT, seconds < 0.1 ? "%.3f s" : "%.1f s", seconds);
        }
        long s = Math.round(seconds);
        return s < 60
                ? s + " s"
                : s < 3600
                        ? s / 60 + " min " + s % 60 + " s"
                        : s < 86_400
                                ? s / 3600 + " h " + s % 3600 / 60 + " min"
                                : s / 86_400 + " d " + s % 86_400 / 3600 + " h";
    }
}
