package dev.engram.app.slice;

import dev.engram.engine.json.JsonText;
import dev.engram.engine.text.DecimalText;
import dev.engram.engine.train.InterpolatedLoss;
import dev.engram.engine.train.InterpolatedLoss.Barrier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A slice as a table, as CSV and as JSON. */
public final class SliceText {
    private static final String GAP = "  ";
    private static final int LEAST_WIDTH = 7;

    private SliceText() {}

    private record Column(String heading, String name, ToDoubleFunction<InterpolatedLoss> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("t", "t", InterpolatedLoss::position),
            new Column("training loss", "training.loss", InterpolatedLoss::trainingLoss),
            new Column("validation loss", "validation.loss", InterpolatedLoss::validationLoss),
            new Column("training accuracy", "training.accuracy", InterpolatedLoss::trainingAccuracy),
            new Column("validation accuracy", "validation.accuracy", InterpolatedLoss::validationAccuracy));

    /** The columns that this slice has: without validation data, or without classes, there are fewer. */
    private static List<Column> columns(RunSlice slice) {
        return COLUMNS.stream()
                .filter(c -> !(c.name().startsWith("validation") && slice.validationExamples() == 0))
                .filter(c -> !(c.name().endsWith("accuracy")
                        && slice.points().stream().allMatch(p -> Double.isNaN(p.trainingAccuracy()))))
                .toList();
    }

    /** Returns the numbers as CSV, in full. */
    public static String csv(RunSlice slice) {
        List<Column> columns = columns(slice);
        StringBuilder b = new StringBuilder();
        b.append(columns.stream().map(Column::name).collect(Collectors.joining(",")))
                .append("\r\n");
        for (InterpolatedLoss p : slice.points()) {
            b.append(columns.stream()
                            .map(c -> DecimalText.exact(c.value().applyAsDouble(p)))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return b.toString();
    }

    /** Returns the ends, the points, the barriers and the notes. */
    public static String json(RunSlice slice) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("first", end(slice.first()));
        all.put("second", end(slice.second()));
        all.put("training_examples", slice.trainingExamples());
        all.put("validation_examples", slice.validationExamples());
        all.put("training_barrier", barrier(slice.trainingBarrier()));
        if (slice.validationExamples() > 0) {
            all.put("validation_barrier", barrier(slice.validationBarrier()));
        }
        List<Map<String, Object>> points = new ArrayList<>();
        for (InterpolatedLoss p : slice.points()) {
            Map<String, Object> point = new LinkedHashMap<>();
            columns(slice)
                    .forEach(
                            c -> point.put(c.name().replace('.', '_'), c.value().applyAsDouble(p)));
            points.add(point);
        }
        all.put("points", points);
        all.put("notes", slice.notes());
        return JsonText.pretty(all);
    }

    private static Map<String, Object> end(SliceEnd end) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("run", end.run().id());
        about.put("suite", end.run().suite());
        about.put("cell", end.run().cell());
        about.put("seed", end.run().seed());
        about.put("step", end.step());
        about.put("recorded_validation_loss", end.recordedValidationLoss());
        return about;
    }

    private static Map<String, Object> barrier(Barrier barrier) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("height", barrier.height());
        about.put("t", barrier.position());
        return about;
    }

    /** Returns a table, and below it the barriers in words and the notes. */
    public static String table(RunSlice slice) {
        StringBuilder b = new StringBuilder();
        b.append("t = 0  ").append(slice.first().description()).append('\n');
        b.append("t = 1  ").append(slice.second().description()).append('\n');
        b.append("Means over ").append(slice.trainingExamples()).append(" training examples");
        if (slice.validationExamples() > 0) {
            b.append(" and ").append(slice.validationExamples()).append(" validation examples");
        }
        b.append(" of the first run.\n\n");
        List<List<String>> columns =
                columns(slice).stream().map(c -> cells(c, slice)).toList();
        for (int row = 0; row < columns.get(0).size(); row++) {
            int r = row;
            b.append(columns.stream()
                            .map(c -> c.get(r))
                            .collect(Collectors.joining(GAP))
                            .stripTrailing())
                    .append('\n');
        }
        b.append('\n').append(sentence("training loss", slice.trainingBarrier()));
        if (slice.validationExamples() > 0) {
            b.append(sentence("validation loss", slice.validationBarrier()));
        }
        slice.notes().forEach(n -> b.append(n).append('\n'));
        return b.toString();
    }

    /** Returns the heading, a line and the numbers of a column, all of the same width. */
    private static List<String> cells(Column column, RunSlice slice) {
        List<String> numbers = aligned(slice.points().stream()
                .map(p -> RunSlice.number(column.value().applyAsDouble(p)))
                .toList());
        int width = Math.max(column.heading().length(), Math.max(LEAST_WIDTH, length(numbers)));
        List<String> cells = new ArrayList<>(List.of(column.heading(), "─".repeat(width)));
        cells.addAll(numbers);
        cells.replaceAll(c -> " ".repeat(width - c.length()) + c);
        return cells;
    }

    /** Adds spaces, so that the decimal points of a column are below each other. */
    private static List<String> aligned(List<String> numbers) {
        int most = numbers.stream().mapToInt(SliceText::decimals).max().orElse(0);
        return numbers.stream().map(n -> n + " ".repeat(most - decimals(n))).toList();
    }

    /** Returns the length of the decimal point and what follows it. */
    private static int decimals(String number) {
        return number.contains(".") ? number.length() - number.indexOf('.') : 0;
    }

    private static int length(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String sentence(String loss, Barrier barrier) {
        if (Double.isNaN(barrier.height())) {
            return "The barrier of the " + loss + " is not known, because a loss is not a number.\n";
        }
        return barrier.height() > 0
                ? "The " + loss + " has a barrier of " + RunSlice.number(barrier.height()) + " at t = "
                        + RunSlice.number(barrier.position()) + ".\n"
                : "The " + loss + " has no barrier: it is nowhere above the straight line between its ends.\n";
    }
}
