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

/** A conversion of rows of text to a table: one column is the target, the others are inputs. */
final class CsvTable {
    private final CsvReader rows;
    private final String name;
    private final boolean classes;
    private final FloatArrayBuilder x = new FloatArrayBuilder();
    private final FloatArrayBuilder numbers = new FloatArrayBuilder();
    private final List<String> labels = new ArrayList<>();
    private List<String> header = List.of();
    private int width;
    private int firstLine;
    private int targetIndex;

    private CsvTable(CsvReader rows, String name, boolean classes) {
        this.rows = rows;
        this.name = name;
        this.classes = classes;
    }

    static Table read(CsvReader rows, String name, Csv.Header header, String target, boolean classes)
            throws IOException {
        return new CsvTable(rows, name, classes).read(header, target);
    }

    private Table read(Csv.Header wanted, String targetName) throws IOException {
        List<String> row = rows.next();
        if (row == null) {
            throw new IncompatibleException(name + ": the file is empty; it needs a row for each example");
        }
        width = row.size();
        firstLine = rows.line();
        if (width < 2) {
            throw new IncompatibleException(name
                    + ": its first line has only one cell, but inputs and a target need two; check the"
                    + " delimiter");
        }
        if (wanted.isHeader(row)) {
            header = List.copyOf(row);
            row = rows.next();
        }
        targetIndex = TableColumns.target(name, targetName, width, header);
        RowErrors errors = new RowErrors();
        for (; row != null; row = rows.next(errors)) {
            try {
                add(row);
            } catch (IncompatibleException e) {
                errors.add(rows.line(), e);
            }
        }
        errors.throwIfAny();
        return table();
    }

    private void add(List<String> row) {
        if (row.size() != width) {
            throw rows.error(
                    0,
                    "this row has " + row.size() + " cells and the first row has " + width
                            + "; correct it, or put quotes around cells that contain the delimiter");
        }
        for (int i = 0; i < width; i++) {
            String cell = row.get(i);
            if (i != targetIndex) {
                x.add(number(i, cell));
            } else if (!classes) {
                numbers.add(number(i, cell));
            } else if (cell.isEmpty()) {
                throw rows.error(
                        i, column(i) + " is empty; every example needs its class: fill it in or remove the row");
            } else {
                labels.add(cell);
            }
        }
    }

    private float number(int i, String cell) {
        float value = TableColumns.number(cell);
        if (!Float.isFinite(value)) {
            throw rows.error(i, TableColumns.problem(cell, column(i), remedy(i)));
        }
        return value;
    }

    private String remedy(int i) {
        String remedy = i == targetIndex
                ? "correct it, set classes: true for a classification, or name another target"
                : "correct it, remove the row or the column, or name the column if it is the target (target: "
                        + (header.isEmpty() ? i + 1 : header.get(i)) + ")";
        boolean first = header.isEmpty() && rows.line() == firstLine;
        return first ? remedy + "; if this line is a header, set header: yes" : remedy;
    }

    private String column(int i) {
        return "column " + (i + 1) + (header.isEmpty() ? "" : " (" + header.get(i) + ")");
    }

    private Table table() {
        float[] inputs = x.toArray();
        if (inputs.length == 0) {
            throw new IncompatibleException(
                    name + ": there is a header but no row; the file needs a row for each example");
        }
        if (!classes) {
            return Table.regression(width - 1, inputs, 1, numbers.toArray());
        }
        List<String> names =
                labels.stream().distinct().sorted(TableColumns.CLASSES).toList();
        if (names.size() == 1) {
            throw TableColumns.oneClass(name, names.get(0), column(targetIndex));
        }
        if (names.size() == labels.size() && names.size() > 2) {
            throw TableColumns.onlyClasses(name, names.size(), column(targetIndex));
        }
        Map<String, Integer> index = IntStream.range(0, names.size())
                .boxed()
                .collect(Collectors.toMap(names::get, i -> i, (a, b) -> a, TreeMap::new));
        float[] t = new float[labels.size()];
        for (int r = 0; r < t.length; r++) {
            t[r] = index.get(labels.get(r));
        }
        return Table.classification(width - 1, inputs, t, names);
    }
}
