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

/** The runs that a suite would make, and the estimated time. */
public final class PlanText {
    /** The largest number of cells that are listed. */
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
            // A cell that is not tuned yet has no items, but will have as many runs as any other.
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
                        + plan.suite().seedCount()
                        + ", " + Plural.of(done + pending, "run") + ": " + done + " already done, " + pending
                        + " to run"
                        + (pending > 0 ? " on " + Plural.of(Math.min(workers, pending), "worker") : ""));
        console.out().println(WarningText.wrap(timeLeft(), width));
        new DesignText(plan).lines().forEach(l -> console.out().println(WarningText.wrap(l, width)));
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

    /** Estimates the time left: work is divided among workers, but never takes less than the longest run. */
    private String timeLeft() {
        List<Row> left = rows.stream().filter(r -> r.pending() > 0).toList();
        if (left.isEmpty()) {
            return "Nothing left to run.";
        }
        long unknown = left.stream().filter(r -> r.seconds().isEmpty()).count();
        if (unknown == left.size()) {
            return "Estimated time: unknown, no measurement yet.";
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
        String from;
        if (measured == known.size()) {
            from = "from other seeds of the same cells";
        } else if (measured == 0) {
            from = "from the throughput of similar runs";
        } else {
            from = "from other seeds of the same cells, or the throughput of similar runs";
        }
        return "Estimated time: " + duration(Math.max(longest, sum / Math.min(workers, pending))) + ", " + from
                + (unknown > 0 ? "; no measurement yet for " + Plural.of((int) unknown, "cell") : "") + ".";
    }

    private String timePerRun(Row r) {
        if (r.seconds().isEmpty()) {
            return r.pending() > 0 ? "no measurement yet" : "-";
        }
        return duration(r.seconds().getAsDouble())
                + (timeEstimate.hasMeasurements(r.cell()) ? "" : " (from similar runs)");
    }

    /** Returns a duration in at most two units: estimates are not more precise. */
    static String duration(double seconds) {
        if (seconds < 0.001) {
            return "<0.001 s";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, seconds < 0.1 ? "%.3f s" : "%.1f s", seconds);
        }
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min " + s % 60 + " s";
        }
        if (s < 86_400) {
            return s / 3600 + " h " + s % 3600 / 60 + " min";
        }
        return s / 86_400 + " d " + s % 86_400 / 3600 + " h";
    }
}
