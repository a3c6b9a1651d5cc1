package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The inputs of new examples in a text file: the columns of another file, with or without its target. */
final class CsvInputs {
    private final CsvReader rows;
    private final String name;
    private final Columns columns;

    /**
     * The columns of the file that a network was trained with.
     *
     * @param count the number of columns, with that of the target
     * @param header the names of the columns; none if the file has no header
     * @param target index of the target
     */
    record Columns(int count, List<String> header, int target) {
        Columns {
            header = List.copyOf(header);
        }

        private List<String> inputNames() {
            List<String> names = new ArrayList<>(header);
            names.remove(target);
            return names;
        }
    }

    CsvInputs(CsvReader rows, String name, Columns columns) {
        this.rows = rows;
        this.name = name;
        this.columns = columns;
    }

    /**
     * Returns the columns of a file with targets.
     *
     * @param isHeader decides whether the first row is a header
     * @param target the column of the target as the suite names it
     */
    static Columns columns(CsvReader rows, String name, Predicate<List<String>> isHeader, String target)
            throws IOException {
        List<String> first = rows.next();
        if (first == null) {
            throw new IncompatibleException(name + ": the file is empty; it needs a row for each example");
        }
        List<String> header = isHeader.test(first) ? List.copyOf(first) : List.of();
        return new Columns(first.size(), header, TableColumns.target(name, target, first.size(), header));
    }

    /** Returns the inputs of all rows, in the order of the other file. */
    InputRows read(Predicate<List<String>> isHeader) throws IOException {
        List<String> row = rows.next();
        boolean named = row != null && isHeader.test(row);
        List<String> names = named ? List.copyOf(row) : List.of();
        int width = row == null ? 0 : row.size();
        int[] order = named && !columns.header().isEmpty() ? orderByName(names) : orderByPlace(width);
        FloatArrayBuilder x = new FloatArrayBuilder();
        RowErrors errors = new RowErrors();
        int count = 0;
        for (row = named ? rows.next(errors) : row; row != null; row = rows.next(errors)) {
            try {
                add(row, width, order, names, x);
            } catch (IncompatibleException e) {
                errors.add(rows.line(), e);
            }
            count++;
        }
        errors.throwIfAny();
        if (count == 0) {
            throw new IncompatibleException(name + ": there is no row; the file needs a row for each example");
        }
        return new InputRows.InMemory(Shape.features(order.length), x.toArray());
    }

    private void add(List<String> row, int width, int[] order, List<String> names, FloatArrayBuilder x) {
        if (row.size() != width) {
            throw rows.error(
                    0,
                    "this row has " + row.size() + " cells and the first row has " + width
                            + "; correct it, or put quotes around cells that contain the delimiter");
        }
        for (int i : order) {
            x.add(number(row, i, names));
        }
    }

    private float number(List<String> row, int i, List<String> names) {
        String cell = row.get(i);
        float value = TableColumns.number(cell);
        if (!Float.isFinite(value)) {
            String column = "column " + (i + 1) + (names.isEmpty() ? "" : " (" + names.get(i) + ")");
            throw rows.error(i, TableColumns.problem(cell, column, "correct it, or remove the row"));
        }
        return value;
    }

    private int[] orderByName(List<String> names) {
        List<String> inputs = columns.inputNames();
        TableColumns.requireInputs(name, names, inputs, List.of(columns.header().get(columns.target())));
        return inputs.stream().mapToInt(names::indexOf).toArray();
    }

    /** The file has all columns, or all but the target. */
    private int[] orderByPlace(int width) {
        int inputs = columns.count() - 1;
        if (width != inputs && width != columns.count()) {
            throw new IncompatibleException(
                    name + ": the first row has " + width + " cells, but the network was trained" + " with " + inputs
                            + " inputs; give as many columns, or one more for the target");
        }
        int[] order = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            order[i] = width == columns.count() && i >= columns.target() ? i + 1 : i;
        }
        return order;
    }
}
