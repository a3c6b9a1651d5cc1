package dev.engram.engine.render;

import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.text.DecimalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A statistic, written once: its names, its unit, its value, and the views that show it. All views read lists of
 * columns ({@link CellColumns}, {@link TuningColumns}), so that a new statistic is one line in one of them.
 *
 * @param heading for people: in the table, in LaTeX and on the page
 * @param field header in CSV; an interval has {@code .low} and {@code .high} appended
 * @param path in JSON: the objects around the field, then the field
 * @param value an integer, a double, a text, a boolean, a {@link ConfidenceInterval}, a {@link Shown}, or lists and
 *     maps of these; NaN is null in JSON and an empty field in CSV; null means that the value does not exist, and JSON
 *     leaves the field out
 * @param direction 1 if higher is better, -1 if lower is better, 0 if neither: which way the page sorts first
 * @param <R> what a row of the table is about
 */
public record Column<R>(
        String heading,
        String field,
        List<String> path,
        Unit unit,
        Function<R, Object> value,
        Set<View> views,
        int direction) {
    /** A column of CSV and JSON. Dots in the name are underscores in JSON. */
    static <R> Column<R> of(String name, Unit unit, Function<R, Object> value) {
        String field = name.replace('.', '_') + (unit == Unit.INTERVAL ? "_interval" : "");
        return new Column<>(name, name, List.of(field), unit, value, EnumSet.of(View.CSV, View.JSON), 0);
    }

    static <R> Column<R> number(String name, Function<R, Object> value) {
        return of(name, Unit.NUMBER, value);
    }

    static <R> Column<R> count(String name, Function<R, Object> value) {
        return of(name, Unit.COUNT, value);
    }

    static <R> Column<R> text(String name, Function<R, Object> value) {
        return of(name, Unit.TEXT, value);
    }

    static <R> Column<R> interval(String name, Function<R, Object> value) {
        return of(name, Unit.INTERVAL, value);
    }

    /** A part of JSON that has no counterpart in a table. */
    static <R> Column<R> structure(String name, Function<R, Object> value) {
        return Column.<R>of(name, Unit.STRUCTURE, value).in(View.JSON);
    }

    /** In these views instead. */
    Column<R> in(View... only) {
        return new Column<>(heading, field, path, unit, value, EnumSet.copyOf(Arrays.asList(only)), direction);
    }

    /** Also in these views, under this heading. */
    Column<R> shownAs(String title, int sortDirection, View... more) {
        Set<View> all = EnumSet.copyOf(views);
        all.addAll(Arrays.asList(more));
        return new Column<>(title, field, path, unit, value, all, sortDirection);
    }

    /** Under this path in JSON. */
    Column<R> at(String... jsonPath) {
        return new Column<>(heading, field, List.of(jsonPath), unit, value, views, direction);
    }

    /** Columns of a part of a row. Where the part is null, so are their values. */
    static <R, P> List<Column<R>> nested(
            List<Column<P>> columns, String prefix, List<String> objects, Function<R, P> part) {
        return columns.stream()
                .map(c -> {
                    List<String> path = new ArrayList<>(objects);
                    path.addAll(c.path());
                    Function<R, Object> value = row -> {
                        P of = part.apply(row);
                        return of == null ? null : c.value().apply(of);
                    };
                    return new Column<R>(
                            c.heading(), prefix + c.field(), path, c.unit(), value, c.views(), c.direction());
                })
                .toList();
    }

    /** Those that a view shows. */
    public static <R> List<Column<R>> shownIn(View view, List<Column<R>> columns) {
        return columns.stream().filter(c -> c.views().contains(view)).toList();
    }

    /** The value for people. */
    public String text(R row, View view) {
        Object of = value.apply(row);
        if (of == null) {
            return view.missing();
        }
        if (of instanceof Shown shown) {
            return shown.text(view);
        }
        return of instanceof Number n ? unit.format(n.doubleValue()) : of.toString();
    }

    /** The number to sort by; NaN where there is none. */
    public double number(R row) {
        Object of = value.apply(row);
        if (of instanceof Shown shown) {
            return shown.number();
        }
        return of instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    /** Headers in CSV. */
    List<String> headers() {
        return unit == Unit.INTERVAL ? List.of(field + ".low", field + ".high") : List.of(field);
    }

    /** Fields in CSV, as many as headers. */
    List<String> fields(R row) {
        Object of = value.apply(row);
        if (unit == Unit.INTERVAL) {
            return of instanceof ConfidenceInterval i
                    ? List.of(DecimalText.exact(i.low()), DecimalText.exact(i.high()))
                    : List.of("", "");
        }
        if (of == null) {
            return List.of("");
        }
        return List.of(of instanceof Double d ? DecimalText.exact(d) : of.toString());
    }
}
