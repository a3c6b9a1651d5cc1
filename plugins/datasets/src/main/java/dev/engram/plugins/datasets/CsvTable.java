package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A conversion of rows of text to a table: one column is the target, others are inputs. */
final class CsvTable {
    /** Those that a number cannot contain come first, and the likeliest before others. */
    private static final List<Csv.Delimiter> DELIMITERS = List.of(
            Csv.Delimiter.SEMICOLON, Csv.Delimiter.TAB, Csv.Delimiter.PIPE, Csv.Delimiter.COMMA, Csv.Delimiter.SPACE);

    private final CsvReader rows;
    private final String name;
    private final boolean classes;
    private final FloatArrayBuilder x = new FloatArrayBuilder();
    private final FloatArrayBuilder numbers = new FloatArrayBuilder();
    private final List<String> labels = new ArrayList<>();
    private final int firstLine;
    private final CsvColumns columns;
    private final CsvCategories categories;
    /** The first row of numbers; null if there is none. */
    private final List<String> first;

    /** Reads the header. */
    CsvTable(CsvReader rows, String name, Csv.Header header, CsvColumns.Choice choice, boolean classes)
            throws IOException {
        this.rows = rows;
        this.name = name;
        this.classes = classes;
        List<String> row = rows.next();
        if (row == null) {
            throw new IncompatibleException(name + ": the file is empty; it needs a row for each example");
        }
        firstLine = rows.line();
        int width = row.size();
        if (width < 2) {
            throw new IncompatibleException(name
                    + ": its first line has only one cell, but inputs and a target need two; "
                    + Csv.Delimiter.advice(row.get(0), DELIMITERS).orElse("check the delimiter"));
        }
        List<String> names = List.of();
        if (header.isHeader(row)) {
            names = List.copyOf(row);
            row = rows.next();
        }
        columns = choice.in(name, width, names);
        if (header == Csv.Header.AUTO && !names.isEmpty() && columns.hasOnlyCategories() && !choice.namesAny(names)) {
            throw TableColumns.headerOrExample(name);
        }
        categories = new CsvCategories(columns);
        first = row;
    }

    /** Reads all rows. */
    CsvTable read() throws IOException {
        boolean[] dropped = new boolean[columns.count()];
        columns.dropped().forEach(c -> dropped[c] = true);
        RowErrors errors = new RowErrors();
        for (List<String> row = first; row != null; row = rows.next(errors)) {
            try {
                add(row, dropped);
            } catch (IncompatibleException e) {
                errors.add(rows.line(), e);
            }
        }
        errors.throwIfAny();
        return this;
    }

    private void add(List<String> row, boolean[] dropped) {
        if (row.size() != columns.count()) {
            throw rows.error(
                    0,
                    "this row has " + row.size() + " cells and the first row has " + columns.count()
                            + "; correct it, or put quotes around cells that contain the delimiter");
        }
        for (int i = 0; i < dropped.length; i++) {
            String cell = row.get(i);
            if (i == columns.target()) {
                addTarget(i, cell);
            } else if (categories.contains(i)) {
                x.add(categories.code(i, named(i, cell, "each example needs a value")));
            } else if (!dropped[i]) {
                x.add(number(i, cell));
            }
        }
    }

    private void addTarget(int i, String cell) {
        if (classes) {
            labels.add(named(i, cell, "every example needs its class"));
        } else {
            numbers.add(number(i, cell));
        }
    }

    private String named(int i, String cell, String reason) {
        if (cell.isEmpty()) {
            throw rows.error(i, columns.shown(i) + " is empty; " + reason + ": fill it in or remove the row");
        }
        return cell;
    }

    private float number(int i, String cell) {
        float value = TableColumns.number(cell);
        if (!Float.isFinite(value)) {
            String remedy = Csv.Delimiter.advice(cell, DELIMITERS.subList(0, 3))
                    .map(advice -> advice + " if it separates cells; otherwise " + remedy(i))
                    .orElse(remedy(i));
            throw rows.error(i, TableColumns.problem(cell, columns.shown(i), remedy));
        }
        return value;
    }

    private String remedy(int i) {
        String column = columns.name(i);
        String remedy = i == columns.target()
                ? "correct it, set classes: true for a classification, or name another target"
                : "correct it or remove the row, or write categories: [" + column
                        + "] for an input for each value, drop: [" + column + "], or target: " + column;
        return columns.header().isEmpty() && rows.line() == firstLine
                ? remedy + "; if this line is a header, set header: yes"
                : remedy;
    }

    CsvColumns columns() {
        return columns;
    }

    /** Returns the values of the inputs that have one input for each value. */
    Map<Integer, List<String>> values() {
        return categories.values();
    }

    Table table() {
        float[] inputs = categories.expand(x.toArray(), name);
        if (inputs.length == 0) {
            throw new IncompatibleException(
                    name + ": there is a header but no row; the file needs a row for each example");
        }
        int width = (int) categories.width();
        if (!classes) {
            return Table.regression(width, inputs, 1, numbers.toArray());
        }
        List<String> names =
                labels.stream().distinct().sorted(TableColumns.CLASSES).toList();
        if (names.size() == 1) {
            throw TableColumns.oneClass(name, names.get(0), columns.shown(columns.target()));
        }
        if (names.size() == labels.size() && names.size() > 2) {
            throw TableColumns.onlyClasses(name, names.size(), columns.shown(columns.target()));
        }
        Map<String, Integer> index = IntStream.range(0, names.size())
                .boxed()
                .collect(Collectors.toMap(names::get, i -> i, (a, b) -> a, TreeMap::new));
        float[] t = new float[labels.size()];
        for (int r = 0; r < t.length; r++) {
            t[r] = index.get(labels.get(r));
        }
        return Table.classification(width, inputs, t, names);
    }
}
